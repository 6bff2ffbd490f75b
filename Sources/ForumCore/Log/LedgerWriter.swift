import Foundation

/// Writes batches. Lives on the ledger's thread and trusts nothing it remembers from one batch to the next.
final class LedgerWriter {
  typealias Outcome = Result<Receipt, CommandFailure>

  /// Seconds from the loss of a PostgreSQL server for which commands are held instead of refused: as long as most failovers take, and
  /// shorter than proxies and people wait. A file that cannot be reached is not waited for.
  static let patience = 10.0

  private let database: any Database
  private let projector: any Projector
  private let durable: DurableHead
  private let tools: LedgerBatch.Tools
  /// The end of the log after the last batch, or as last seen.
  private(set) var knownHead: Position
  /// Whether the connection must be made anew and the log's end checked before anything is written.
  private var needsReopening = false
  /// Whether a batch may stand in the file system's cache that the disk has not: its commit failed, and is not settled yet.
  private var needsRewriting = false
  private var outage = Outage()
  private var lastPurge: Instant

  /// The names of the batches committed since this was emptied last.
  private var written: [String] = []

  /// Tells `durable` what readers may see before it is durable.
  init(database: any Database, projector: any Projector, clock: @escaping Ledger.WallClock, durable: DurableHead) throws {
    self.database = database
    self.projector = projector
    self.durable = durable
    tools = LedgerBatch.Tools(clock: clock)
    lastPurge = clock()
    knownHead = try EventLog.head(in: database).position
    try verifyHead()
  }

  func close() { database.close() }

  // MARK: Batches

  /// Carries the jobs out and commits them. `seen` is what was known of the log's end before.
  func process(_ jobs: [LedgerJob], seen: Position) -> CommittedBatch {
    written = []
    let before = knownHead
    let outcomes = process(jobs)
    return CommittedBatch(
      jobs: jobs, outcomes: outcomes, head: knownHead, seen: seen, ids: written,
      // What another process has committed may not be durable either.
      flusher: written.isEmpty && knownHead == before ? nil : database.flusher)
  }

  private func process(_ jobs: [LedgerJob], mayRepeat: Bool = true) -> [Outcome] {
    waitForNextAttempt()
    switch attempt(jobs) {
    case .done(let outcomes):
      outage.ended()
      return outcomes
    case .failed(let error):
      switch error {
      case .diskFull: return repeating(.diskFull, jobs)
      case .unavailable where isWorthWaiting: return process(jobs, mayRepeat: mayRepeat)
      case .unavailable, .corrupt: return repeating(Self.answer(to: error), jobs)
      default:
        // Somebody's command is at fault: alone, each meets its own fate.
        if jobs.count == 1 { return [.failure(Self.answer(to: error))] }
        return jobs.flatMap { process([$0]) }
      }
    case .uncertain(let batch, let outcomes, let error):
      needsReopening = true
      needsRewriting = true
      var happened = settle(batch)
      while happened == nil, isWorthWaiting {
        waitForNextAttempt()
        happened = settle(batch)
      }
      durable.retract(to: knownHead)
      switch happened {
      case .some(true): return outcomes
      case .some(false) where error == .diskFull: return repeating(.diskFull, jobs)
      case .some(false):
        // It did not happen: once more, and then the caller must decide.
        return mayRepeat ? process(jobs, mayRepeat: false) : repeating(.unavailable, jobs)
      case nil: return repeating(.unavailable, jobs)
      }
    }
  }

  private var isWorthWaiting: Bool { database.engine == .postgres && !outage.hasLasted(Self.patience) }

  private func waitForNextAttempt() {
    let seconds = outage.secondsLeft
    if seconds > 0 { Thread.sleep(forTimeInterval: seconds) }
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
      if needsRewriting {
        try rewrite()
        needsRewriting = false
      }
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
        outage.failed()
      }
      return .failed(error)
    }
    if database.flusher != nil { durable.reveal(upTo: batch.head.position) }
    do throws(DatabaseError) {
      try database.commit()
    } catch {
      database.rollback()
      return .uncertain(batch: batch.id, outcomes: outcomes, error: error)
    }
    knownHead = batch.head.position
    written.append(batch.id)
    return .done(outcomes)
  }

  /// What became of batches whose flush failed: durable now (without a flusher), or nobody can say.
  func settle(_ batches: [CommittedBatch]) -> [CommittedBatch] {
    needsReopening = true
    needsRewriting = true
    return batches.map { batch in
      guard batch.ids.allSatisfy({ settle($0) == true }) else {
        return CommittedBatch(
          jobs: batch.jobs, outcomes: repeating(.unavailable, batch.jobs), head: batch.head, seen: batch.seen, ids: batch.ids,
          flusher: batch.flusher)
      }
      return CommittedBatch(
        jobs: batch.jobs, outcomes: batch.outcomes, head: batch.head, seen: batch.seen, ids: batch.ids, flusher: nil)
    }
  }

  /// Whether a batch whose commit failed did happen; nil where nobody can say now. The answer is sought in the writer's turn:
  /// a commit that is still under way elsewhere holds it until it is through. Taking the turn writes, so that the answer comes only
  /// when the replicas that a commit waits for have it too.
  private func settle(_ batch: String) -> Bool? {
    do {
      try prepareConnection()
      let happened = try database.transaction(.write) {
        var probe = LedgerBatch(in: database, projector: projector, tools: tools)
        try probe.takeTurn()
        knownHead = probe.head.position
        return try LedgerBatch.happened(batch, in: database)
      }
      if happened { try rewrite() }
      needsRewriting = false
      outage.ended()
      return happened
    } catch {
      needsReopening = true
      outage.failed()
      return nil
    }
  }

  /// Brings on disk what a failed fsync left in the file system's cache alone: from then on the kernel holds those pages for written,
  /// and another fsync of them says so. Taking the whole write-ahead log up into the file writes them anew.
  private func rewrite() throws {
    guard database.engine == .sqlite else { return }
    let isThrough = try database.row("PRAGMA wal_checkpoint(FULL)") { !$0.bool(0) && $0.int(1) == $0.int(2) } ?? false
    guard isThrough else { throw DatabaseError.busy }
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

  /// Nothing is being flushed. Looks whether another process has written, and once a minute lets old answers go.
  func idle() {
    guard outage.secondsLeft == 0 else { return }
    do {
      try prepareConnection()
      let head = try database.integer("SELECT position FROM log_head") ?? knownHead
      // Another process's commit that it may not have flushed yet: what we tell of is durable.
      if head != knownHead { try database.flusher?.flush() }
      knownHead = head
      outage.ended()
      let now = tools.clock()
      guard now > lastPurge.adding(seconds: 60) || now < lastPurge else { return }
      lastPurge = now
      try database.transaction(.write) {
        try LedgerBatch.purge(before: now.adding(seconds: -LedgerBatch.keptSeconds), in: database)
      }
    } catch {
      // Found out again, and answered for, by the next command.
      guard case .unavailable? = error as? DatabaseError else { return }
      needsReopening = true
      outage.failed()
    }
  }
}
