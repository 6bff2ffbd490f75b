import Foundation

/// The second half of the ledger: makes batches durable in their order and answers for them, on a thread of its own, so that the
/// ledger's thread decides the next batch while the disk takes the last. One flush serves all batches that were committed before it.
///
/// After a flush that failed nothing is answered until the ledger has found out what there is.
final class FlushStage: @unchecked Sendable {  // every stored property is touched under `condition` only
  private let queue: LedgerQueue
  private let durable: DurableHead
  private let condition = NSCondition()
  private var committed: [CommittedBatch] = []
  private var isFlushing = false
  private var hasFailed = false
  private var isClosed = false
  private var hasEnded = true

  init(queue: LedgerQueue, durable: DurableHead) {
    self.queue = queue
    self.durable = durable
  }

  /// Starts the thread: only where a commit is not durable by itself.
  func start() {
    hasEnded = false
    let thread = Thread { self.run() }
    thread.name = "ledger-flush"
    thread.start()
  }

  /// Whether nothing waits here. The ledger's thread, the only one that adds.
  var isIdle: Bool { condition.withLock { !isFlushing && committed.isEmpty } }

  /// Takes a batch over. Where nothing is under way, and `isAlone` says that no command waits for the ledger, the calling thread flushes
  /// and answers itself: waking another would only cost time. The ledger's thread.
  func add(_ batch: CommittedBatch, isAlone: Bool) {
    let isHere = condition.withLock {
      let isHere = !isFlushing && committed.isEmpty && (isAlone || batch.flusher == nil)
      committed.append(batch)
      if isHere { isFlushing = true } else { queue.batchWaits() }
      if !isHere, !isFlushing { condition.signal() }
      return isHere
    }
    if isHere { flush() }
  }

  /// The batches whose flush failed, and those that came after: nil while none did. They are the caller's to answer for.
  func takeFailed() -> [CommittedBatch]? {
    condition.withLock {
      guard hasFailed else { return nil }
      hasFailed = false
      defer { committed = [] }
      return committed
    }
  }

  /// Returns once everything is answered, or has failed.
  func drain() {
    condition.withLock {
      while isFlushing || (!committed.isEmpty && !hasFailed) { condition.wait() }
    }
  }

  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
      while !hasEnded { condition.wait() }
    }
  }

  private func run() {
    while true {
      let goesOn = condition.withLock {
        while !isClosed, isFlushing || committed.isEmpty || hasFailed { condition.wait() }
        if isClosed {
          hasEnded = true
          condition.broadcast()
          return false
        }
        isFlushing = true
        return true
      }
      guard goesOn else { return }
      flush()
    }
  }

  /// One flush of what is committed now, by whoever has set `isFlushing`.
  private func flush() {
    let batches = condition.withLock { committed }
    let flusher = batches.last { $0.flusher != nil }?.flusher
    queue.flushing(flusher == nil ? 0 : batches.reduce(0) { $0 + $1.jobs.count })
    var isDurable = true
    do throws(DatabaseError) { try flusher?.flush() } catch { isDurable = false }
    if isDurable {
      for batch in batches {
        // Observers first: what an answered client asks next must find the new head.
        durable.advance(to: batch.head, from: batch.flusher == nil ? batch.seen : durable.seen)
        batch.answer()
      }
    } else {
      durable.giveUp()
    }
    condition.withLock {
      if isDurable { committed.removeFirst(batches.count) }
      hasFailed = !isDurable
      isFlushing = false
      condition.broadcast()
    }
    queue.flushed(failed: !isDurable)
  }
}
