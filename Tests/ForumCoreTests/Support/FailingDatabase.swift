import Dispatch
import Synchronization

@testable import ForumCore

/// When the world breaks: at the n-th call that reaches the database, and how.
final class FaultPlan: Sendable {
  enum Place: Sendable {
    /// Before the call: nothing of it happens.
    case before
    /// After the call: it happened, and nobody hears so.
    case after
  }

  private let calls = Mutex<Int>(0)
  private let countdown: Mutex<Int?>
  private let commitsOnly: Bool
  private let flushesOnly: Bool
  let error: DatabaseError
  let place: Place

  init(
    failing number: Int? = nil, error: DatabaseError = .unavailable("as planned"), place: Place = .before,
    commitsOnly: Bool = false, flushesOnly: Bool = false
  ) {
    countdown = Mutex(number)
    self.error = error
    self.place = place
    self.commitsOnly = commitsOnly
    self.flushesOnly = flushesOnly
  }

  /// Whether the planned call was reached.
  var hasFailed: Bool { countdown.withLock { $0 == nil } }

  fileprivate func fails(isCommit: Bool = false, isFlush: Bool = false) -> Bool {
    if (commitsOnly && !isCommit) || (flushesOnly && !isFlush) { return false }
    return countdown.withLock { left in
      guard let number = left else { return false }
      left = number == 1 ? nil : number - 1
      return number == 1
    }
  }
}

/// A real database whose n-th call fails.
final class FailingDatabase: Database {
  private let real: any Database
  private let plan: FaultPlan
  /// Where flushes wait to be let through.
  private let gate: FlushGate?

  init(_ real: any Database, _ plan: FaultPlan = FaultPlan(), gate: FlushGate? = nil) {
    self.real = real
    self.plan = plan
    self.gate = gate
  }

  var engine: Engine { real.engine }
  var isInTransaction: Bool { real.isInTransaction }

  private func faulty<T>(isCommit: Bool = false, _ call: () throws(DatabaseError) -> T) throws(DatabaseError) -> T {
    guard plan.fails(isCommit: isCommit) else { return try call() }
    if plan.place == .before { throw plan.error }
    _ = try call()
    throw plan.error
  }

  func run(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) -> Int {
    try faulty { () throws(DatabaseError) in try real.run(sql, values) }
  }

  func run(_ sql: SQL, forEach rows: [[SQLValue]]) throws(DatabaseError) -> [Int] {
    try faulty { () throws(DatabaseError) in try real.run(sql, forEach: rows) }
  }

  func send(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) {
    try faulty { () throws(DatabaseError) in try real.send(sql, values) }
  }

  func settle() throws(DatabaseError) { try faulty { () throws(DatabaseError) in try real.settle() } }

  func each(_ sql: SQL, _ values: [SQLValue], _ body: (Row) throws -> Bool) throws {
    if plan.fails(isCommit: false) { throw plan.error }
    try real.each(sql, values, body)
  }

  func script(_ text: String) throws(DatabaseError) { try faulty { () throws(DatabaseError) in try real.script(text) } }
  func begin(_ kind: TransactionKind) throws(DatabaseError) { try faulty { () throws(DatabaseError) in try real.begin(kind) } }
  func commit() throws(DatabaseError) { try faulty(isCommit: true) { () throws(DatabaseError) in try real.commit() } }
  func rollback() { real.rollback() }
  func reopen() throws(DatabaseError) { try faulty { () throws(DatabaseError) in try real.reopen() } }
  func close() { real.close() }
  var flusher: (any Flusher)? { real.flusher.map { FailingFlusher(real: $0, plan: plan, gate: gate) } }
}

/// Holds each flush until it is let through.
final class FlushGate: Sendable {
  private let arrivals = DispatchSemaphore(value: 0)
  private let permits = DispatchSemaphore(value: 0)

  fileprivate func pass() {
    arrivals.signal()
    permits.wait()
  }

  /// Returns when a flush has come that nobody has waited for yet. Blocks.
  func waitForFlush() { arrivals.wait() }
  /// Lets so many flushes through, those to come too.
  func open(_ count: Int = 1) { for _ in 0..<count { permits.signal() } }
}

private struct FailingFlusher: Flusher {
  let real: any Flusher
  let plan: FaultPlan
  let gate: FlushGate?

  func flush() throws(DatabaseError) {
    gate?.pass()
    guard plan.fails(isFlush: true) else { return try real.flush() }
    if plan.place == .after { try real.flush() }
    throw plan.error
  }
}
