import Foundation

/// A command that waits for the ledger, and where its answer goes.
struct LedgerJob: Sendable {
  let command: any LedgerCommand
  let id: CommandID
  /// When it began to wait.
  let since: ContinuousClock.Instant
  let answer: @Sendable (Result<Receipt, CommandFailure>) -> Void

  init(
    command: any LedgerCommand, id: CommandID, since: ContinuousClock.Instant = .now,
    answer: @escaping @Sendable (Result<Receipt, CommandFailure>) -> Void
  ) {
    self.command = command
    self.id = id
    self.since = since
    self.answer = answer
  }
}

/// The commands that wait, bounded. Any thread adds; the ledger's thread takes.
final class LedgerQueue: @unchecked Sendable {  // every stored property is touched under `condition` only
  private let condition = NSCondition()
  private var jobs: [LedgerJob] = []
  private var isClosed = false
  private var hasEnded = false

  var count: Int { condition.withLock { jobs.count } }

  /// Nil when the job waits now; else why it does not.
  func add(_ job: LedgerJob) -> CommandFailure? {
    condition.withLock {
      if isClosed { return .unavailable }
      if jobs.count >= Ledger.maximumWaiting || isSlow(at: job.since) { return .overloaded(retryAfter: 1) }
      jobs.append(job)
      if jobs.count == 1 { condition.signal() }
      return nil
    }
  }

  /// Whether more wait than the next batch takes, and for long already. A disk that is slow once makes nobody come again.
  private func isSlow(at moment: ContinuousClock.Instant) -> Bool {
    jobs.count >= Ledger.maximumBatch && moment - jobs[0].since > Ledger.longestWait
  }

  /// What waits, at most so many, oldest first; empty when nothing came in that time; nil once closed and empty.
  func take(atMost limit: Int, waitingMilliseconds: Int) -> [LedgerJob]? {
    condition.withLock {
      if jobs.isEmpty, !isClosed { _ = condition.wait(until: Date(timeIntervalSinceNow: Double(waitingMilliseconds) / 1_000)) }
      if jobs.isEmpty { return isClosed ? nil : [] }
      var taken: [LedgerJob] = []
      swap(&taken, &jobs)
      if taken.count > limit {
        jobs = Array(taken[limit...])
        taken.removeLast(jobs.count)
      }
      return taken
    }
  }

  /// Waits until the thread has answered everything.
  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
      while !hasEnded { condition.wait() }
    }
  }

  func ended() {
    condition.withLock {
      hasEnded = true
      condition.broadcast()
    }
  }
}
