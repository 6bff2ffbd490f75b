import Foundation

/// The commands that wait, bounded. Any thread adds; the ledger's thread takes.
final class LedgerQueue: @unchecked Sendable {  // every stored property is touched under `condition` only
  private let condition = NSCondition()
  private var jobs: [LedgerJob] = []
  /// Commands of the batches that are being flushed.
  private var inFlush = 0
  /// Whether a batch waits for the next flush.
  private var isBatchWaiting = false
  private var hasFlushFailed = false
  private var isClosed = false
  private var hasEnded = false

  var count: Int { condition.withLock { jobs.count } }

  /// Nil when the job waits now; else why it does not.
  func add(_ job: LedgerJob) -> CommandFailure? {
    condition.withLock {
      if isClosed { return .unavailable }
      if jobs.count >= Ledger.maximumWaiting || isSlow(at: job.since) { return .overloaded(retryAfter: 1) }
      jobs.append(job)
      if isBatchReady(Ledger.maximumBatch) { condition.signal() }
      return nil
    }
  }

  /// Whether more wait than the next batch takes, and for long already. A disk that is slow once makes nobody come again.
  private func isSlow(at moment: ContinuousClock.Instant) -> Bool {
    jobs.count >= Ledger.maximumBatch && moment - jobs[0].since > Ledger.longestWait
  }

  /// What waits, at most so many, oldest first; empty when nothing came in that time, or a flush has failed; nil once closed and empty.
  func take(atMost limit: Int, waitingMilliseconds: Int) -> [LedgerJob]? {
    condition.withLock {
      let deadline = Date(timeIntervalSinceNow: Double(waitingMilliseconds) / 1_000)
      while !isClosed, !hasFlushFailed, !isBatchReady(limit) {
        // What is under way ends by itself, and says so.
        if inFlush > 0 || isBatchWaiting { condition.wait() } else if !condition.wait(until: deadline) { break }
      }
      if hasFlushFailed {
        hasFlushFailed = false
        return []
      }
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

  /// While a flush is under way, commands gather until they are as many as it carries: a smaller batch would have to wait for it all the
  /// same, and each batch has a cost of its own. One batch waits behind a flush, never two.
  private func isBatchReady(_ limit: Int) -> Bool { !jobs.isEmpty && !isBatchWaiting && jobs.count >= min(inFlush, limit) }

  // MARK: Flushes

  /// A batch waits for the flush that comes.
  func batchWaits() { condition.withLock { isBatchWaiting = true } }

  /// Batches of so many commands, all that waited, are being flushed from now on.
  func flushing(_ commands: Int) {
    condition.withLock {
      inFlush = commands
      isBatchWaiting = false
      condition.signal()
    }
  }

  /// The flush has ended.
  func flushed(failed: Bool) {
    condition.withLock {
      inFlush = 0
      if failed { isBatchWaiting = false }
      hasFlushFailed = failed
      condition.signal()
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
