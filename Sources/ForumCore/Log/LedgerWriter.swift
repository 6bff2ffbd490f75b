/// Writes batches. Lives on the ledger's thread and trusts nothing it remembers from one batch to the next.
final class LedgerWriter {
  typealias Outcome = Result<Receipt, CommandFailure>

  private let database: any Database
  private let projector: any Projector
  private let tools: LedgerBatch.Tools
  /// The end of the log after the last batch, or as last seen.
  private(set) var knownHead: Position
  /// Whether the connection must be made anew and the log's end checked before anything is written.
  private var needsReopening = false
  private var lastPurge: Instant

  init(database: any Database, projector: any Projector, clock: @escaping Ledger.WallClock) throws {
    self.database = database
    self.projector = projector
    tools = LedgerBatch.Tools(clock: clock)
    lastPurge = clock()
    knownHead = try EventLog.head(in: database).position
    try verifyHead()
  }

  func close() { database.close() }

  // MARK: Batches

  /// Carries the jobs out and answers with as many outcomes.
  func process(_ jobs: [LedgerJob]) -> [Outcome] {
    switch attempt(jobs) {
    case .done(let outcomes): return outcomes
    case .failed(let error):
      switch error {
      case .diskFull: return repeating(.diskFull, jobs)
      case .unavailable, .corrupt: return repeating(Self.answer(to: error), jobs)
      default:
        // Somebody's command is at fault: alone, each meets its own fate.
        if jobs.count == 1 { return [.failure(Self.answer(to: error))] }
        return jobs.flatMap { process([$0]) }
      }
    case .uncertain(let batch, let outcomes, let error):
      needsReopening = true
      switch settle(batch) {
      case .some(true): return outcomes
      case .some(false) where error == .diskFull: return repeating(.diskFull, jobs)
      case .some(false):
        // It did not happen: once more, and then the caller must decide.
        if case .done(let outcomes) = attempt(jobs) { return outcomes }
        return repeating(.unavailable, jobs)
      case nil: return repeating(.unavailable, jobs)
      }
    }
  }

  private enum Attempt {
    case done([Outcome])
    /// Nothing was written.
    case failed(DatabaseError)
    /// The commit failed: the batch's row in `commands` tells whether it happened.
    case uncertain(batch: String, outcomes: [Outcome], error: DatabaseError)
  }

  private func attempt(_ jobs: [LedgerJob], mayReconnect: Bool = true) -> Attempt {
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(jobs.count)
    var batch = LedgerBatch(in: database, projector: projector, tools: tools)
    do {
      try prepareConnection()
      try database.begin(.write)
      try batch.takeTurn()
      for job in jobs { outcomes.append(try batch.carryOut(job)) }
      guard batch.hasWritten else {
        database.rollback()
        knownHead = batch.head.position
        return .done(outcomes)
      }
      try batch.finish()
    } catch {
      database.rollback()
      let error = error as? DatabaseError ?? .other(code: "program", "\(type(of: error))")
      if case .unavailable = error {
        needsReopening = true
        // A connection that was cut while idle is found out by the first statement: nothing has happened yet.
        if mayReconnect { return attempt(jobs, mayReconnect: false) }
      }
      return .failed(error)
    }
    do throws(DatabaseError) {
      try database.commit()
    } catch {
      database.rollback()
      return .uncertain(batch: batch.id, outcomes: outcomes, error: error)
    }
    knownHead = batch.head.position
    return .done(outcomes)
  }

  /// Whether a batch whose commit failed did happen; nil where nobody can say now. The answer is sought in the writer's turn:
  /// a commit that is still under way elsewhere holds it until it is through.
  private func settle(_ batch: String) -> Bool? {
    do {
      try prepareConnection()
      return try database.transaction(.write) {
        var probe = LedgerBatch(in: database, projector: projector, tools: tools)
        try probe.takeTurn()
        knownHead = probe.head.position
        return try LedgerBatch.happened(batch, in: database)
      }
    } catch {
      needsReopening = true
      return nil
    }
  }

  private func prepareConnection() throws {
    guard needsReopening else { return }
    try database.reopen()
    try verifyHead()
    needsReopening = false
  }

  /// The end of the log as `log_head` has it must be the end of the rows: otherwise nothing is written.
  private func verifyHead() throws {
    try database.transaction(.read) {
      let head = try EventLog.head(in: database)
      let last = try database.integer("SELECT max(position) FROM log") ?? 0
      guard head.position == last else {
        throw DatabaseError.corrupt("log_head ends at \(head.position) and the log at \(last)")
      }
    }
  }

  private func repeating(_ failure: CommandFailure, _ jobs: [LedgerJob]) -> [Outcome] { jobs.map { _ in .failure(failure) } }

  private static func answer(to error: DatabaseError) -> CommandFailure {
    switch error {
    case .diskFull: .diskFull
    case .busy: .overloaded(retryAfter: 1)
    case .unavailable: .unavailable
    case .corrupt, .constraint, .other: .failed(error)
    }
  }

  // MARK: Between batches

  /// Looks whether another process has written, and once a minute lets old answers go.
  func idle() {
    do {
      try prepareConnection()
      knownHead = try database.integer("SELECT position FROM log_head") ?? knownHead
      let now = tools.clock()
      guard now > lastPurge.adding(seconds: 60) || now < lastPurge else { return }
      lastPurge = now
      try database.transaction(.write) {
        try LedgerBatch.purge(before: now.adding(seconds: -LedgerBatch.keptSeconds), in: database)
      }
    } catch {
      // Found out again, and answered for, by the next command.
      if case .unavailable? = error as? DatabaseError { needsReopening = true }
    }
  }
}
