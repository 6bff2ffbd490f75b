import Foundation
import Synchronization

/// The one writer of a process: takes the waiting commands, decides, appends, projects and commits them as a batch, and answers each
/// once one fsync has made the batch durable; meanwhile the next one is decided. Several processes may write the same database; they take turns at `log_head`. While a PostgreSQL server
/// is out of reach, what waits is held for `LedgerWriter.patience` seconds and refused after that.
///
/// All reading and writing happens on one thread of its own, flushing and answering on another. Any thread may call; awaiting an answer
/// holds none.
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
  private let durable: DurableHead

  /// Opens its connection and checks where the log ends: throws `.corrupt` where that is before what was durable once. The database is
  /// migrated already.
  public convenience init(
    location: DatabaseLocation, projector: any Projector, clock: @escaping WallClock = { Instant.now }
  ) throws {
    // What was noted before we look: a server that runs beside may go on meanwhile.
    let noted = HeadMark.noted(at: location)
    let database = try location.open(.writer)
    let end = try EventLog.head(in: database)
    if let loss = HeadMark.loss(noted, logID: end.logID, position: end.position) {
      database.close()
      throw DatabaseError.corrupt(loss)
    }
    try self.init(projector: projector, clock: clock) { () throws(DatabaseError) in database }
    guard case .folder(let folder) = location else { return }
    let mark = HeadMark(folder: folder, logID: end.logID)
    mark.note(head)
    observe { mark.note($0) }
  }

  /// With connections made by `open`: tests give one that fails on purpose.
  init(
    projector: any Projector, clock: @escaping WallClock = { Instant.now },
    open: () throws(DatabaseError) -> any Database
  ) throws {
    let queue = LedgerQueue()
    let durable = DurableHead()
    self.queue = queue
    self.durable = durable
    let flushes = FlushStage(queue: queue, durable: durable)
    // The connection is made here, so that who opens a forum hears why it cannot be; from here on only the thread has it.
    let database = try open()
    let writer = LedgerThreadBox(try LedgerWriter(database: database, projector: projector, clock: clock, durable: durable))
    durable.advance(to: writer.value.knownHead, from: durable.seen)
    if database.flusher != nil { flushes.start() }
    let thread = Thread { Self.run(writer.value, queue, flushes, durable) }
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

  /// The last durable position this process knows of. Any thread.
  public var head: Position { durable.head }

  /// How many commands wait now: a measure of load.
  public var waiting: Int { queue.count }

  /// Another process says that it has committed up to here. Any thread; the head only rises by it.
  func heard(of head: Position) { durable.heard(of: head) }

  /// Whether all that a reader may have seen until now is durable. Any thread.
  var isDurable: Bool { durable.isAllDurable }

  /// Calls `resume` once everything up to `position` that a reader may have seen until now is durable, which may be at once: on this
  /// thread, or on one of the ledger's. It must not block.
  func whenDurable(upTo position: Position = .max, _ resume: @escaping @Sendable () -> Void) {
    durable.whenDurable(upTo: position, resume)
  }

  /// Calls `observer` after each commit that is durable, ours or another process's, with the new head: on a thread of the ledger, or on
  /// that of who heard of it. It must not block.
  public func observe(_ observer: @escaping @Sendable (Position) -> Void) { durable.observe(observer) }

  /// Carries out what waits, refuses what comes, and returns when the thread has ended.
  public func close() { queue.close() }

  private static func run(_ writer: LedgerWriter, _ queue: LedgerQueue, _ flushes: FlushStage, _ durable: DurableHead) {
    while let jobs = queue.take(atMost: maximumBatch, waitingMilliseconds: pollMilliseconds) {
      if let failed = flushes.takeFailed() { answer(writer.settle(failed), durable) }
      let seen = durable.seen
      if jobs.isEmpty {
        guard flushes.isIdle else { continue }
        writer.idle()
        durable.advance(to: writer.knownHead, from: seen)
      } else {
        flushes.add(writer.process(jobs, seen: seen), isAlone: queue.count == 0)
      }
    }
    flushes.drain()
    if let failed = flushes.takeFailed() { answer(writer.settle(failed), durable) }
    flushes.close()
    writer.close()
    queue.ended()
  }

  /// Answers for batches whose flush had failed.
  private static func answer(_ batches: [CommittedBatch], _ durable: DurableHead) {
    for batch in batches {
      if batch.flusher == nil { durable.advance(to: batch.head, from: durable.seen) } else { durable.giveUp() }
      batch.answer()
    }
  }
}

/// Carries the writer onto its thread.
private struct LedgerThreadBox: @unchecked Sendable {  // made on one thread, which lets go of it before the ledger's begins
  let value: LedgerWriter
  init(_ value: LedgerWriter) { self.value = value }
}
