import Foundation
import Synchronization

/// The one writer of a process: takes the waiting commands, decides, appends, projects and commits them as a batch with one
/// fsync, then answers each. Several processes may write the same database; they take turns at `log_head`. While a PostgreSQL server
/// is out of reach, what waits is held for `LedgerWriter.patience` seconds and refused after that.
///
/// Everything happens on one thread of its own. Any thread may call; awaiting an answer holds none.
public final class Ledger: Sendable {
  /// Tells the time that entries carry. Called on the ledger's thread.
  public typealias WallClock = @Sendable () -> Instant

  /// The most commands in one transaction.
  public static let maximumBatch = 256
  /// The most commands that wait; beyond, a new one is told to come again.
  public static let maximumWaiting = 4_096
  /// While the first of more commands than a batch takes has waited longer than this, new ones are told the same: so a burst is taken
  /// in, and under a lasting overload those who were taken in are answered in about twice this time.
  static let longestWait = Duration.milliseconds(75)
  /// How often an idle ledger looks whether another process has written.
  static let pollMilliseconds = 200

  private let queue: LedgerQueue
  private let committed: Committed

  /// Opens its connection and checks where the log ends. The database is migrated already.
  public convenience init(
    location: DatabaseLocation, projector: any Projector, clock: @escaping WallClock = { Instant.now }
  ) throws {
    try self.init(projector: projector, clock: clock) { () throws(DatabaseError) in try location.open(.writer) }
  }

  /// With connections made by `open`: tests give one that fails on purpose.
  init(
    projector: any Projector, clock: @escaping WallClock = { Instant.now },
    open: @escaping @Sendable () throws(DatabaseError) -> any Database
  ) throws {
    let queue = LedgerQueue()
    let committed = Committed()
    self.queue = queue
    self.committed = committed
    // The connection is made here, so that who opens a forum hears why it cannot be; from here on only the thread has it.
    let writer = LedgerThreadBox(try LedgerWriter(database: try open(), projector: projector, clock: clock))
    committed.advance(to: writer.value.knownHead, from: committed.seen)
    let thread = Thread { Self.run(writer.value, queue, committed) }
    thread.name = "ledger"
    thread.start()
  }

  /// Decides and carries out a command; returns when it is on disk.
  public func execute(_ command: any LedgerCommand, id: CommandID = .once) async throws(CommandFailure) -> Receipt {
    let outcome: Result<Receipt, CommandFailure> = await withCheckedContinuation { continuation in
      let job = LedgerJob(command: command, id: id) { continuation.resume(returning: $0) }
      if let refusal = queue.add(job) { continuation.resume(returning: .failure(refusal)) }
    }
    return try outcome.get()
  }

  /// The last committed position this process knows of. Any thread.
  public var head: Position { committed.head }

  /// How many commands wait now: a measure of load.
  public var waiting: Int { queue.count }

  /// Another process says that it has committed up to here. Any thread; the head only rises by it.
  func heard(of head: Position) { committed.heard(of: head) }

  /// Calls `observer` after each commit, ours or another process's, with the new head: on the ledger's thread, or on that of who heard
  /// of it. It must not block.
  public func observe(_ observer: @escaping @Sendable (Position) -> Void) { committed.observe(observer) }

  /// Carries out what waits, refuses what comes, and returns when the thread has ended.
  public func close() { queue.close() }

  private static func run(_ writer: LedgerWriter, _ queue: LedgerQueue, _ committed: Committed) {
    while let jobs = queue.take(atMost: maximumBatch, waitingMilliseconds: pollMilliseconds) {
      let seen = committed.seen
      let outcomes = jobs.isEmpty ? [] : writer.process(jobs)
      if jobs.isEmpty { writer.idle() }
      // Observers first: what an answered client asks next must find the new head.
      committed.advance(to: writer.knownHead, from: seen)
      for (job, outcome) in zip(jobs, outcomes) { job.answer(outcome) }
    }
    writer.close()
    queue.ended()
  }
}

/// Carries the writer onto its thread.
private struct LedgerThreadBox: @unchecked Sendable {  // made on one thread, which lets go of it before the ledger's begins
  let value: LedgerWriter
  init(_ value: LedgerWriter) { self.value = value }
}

/// The head as other threads see it, and those who want to hear of it.
private final class Committed: Sendable {
  private let position = Atomic<Position>(-1)
  private let observers = Mutex<[@Sendable (Position) -> Void]>([])

  var head: Position { max(0, position.load(ordering: .acquiring)) }

  func observe(_ observer: @escaping @Sendable (Position) -> Void) { observers.withLock { $0.append(observer) } }

  /// What the ledger's thread remembers before it looks at the database; -1 at the beginning.
  var seen: Position { position.load(ordering: .acquiring) }

  /// Only the ledger's thread. A head may go back where a restored database is put in place, and that too is told; but not where
  /// somebody has heard of a later one since `seen`.
  func advance(to head: Position, from seen: Position) {
    guard position.compareExchange(expected: seen, desired: head, ordering: .acquiringAndReleasing).exchanged else {
      return heard(of: head)
    }
    if head != seen { tell(head) }
  }

  func heard(of head: Position) {
    if position.max(head, ordering: .acquiringAndReleasing).oldValue < head { tell(head) }
  }

  private func tell(_ head: Position) {
    for observer in observers.withLock({ $0 }) { observer(head) }
  }
}
