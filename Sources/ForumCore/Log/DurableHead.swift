import Synchronization

/// The end of the log as other threads see it: up to where it is durable, up to where readers may already see it, and who wants to
/// hear of it. Any thread asks; the threads of the ledger advance it.
final class DurableHead: Sendable {
  private let position = Atomic<Position>(-1)
  private let visible = Atomic<Position>(-1)
  private let observers = Mutex<[@Sendable (Position) -> Void]>([])
  private let waiting = Mutex<[(position: Position, resume: @Sendable () -> Void)]>([])

  /// The last durable position this process knows of.
  var head: Position { max(0, seen) }

  /// What the ledger's thread remembers before it looks at the database; -1 at the beginning.
  var seen: Position { position.load(ordering: .acquiring) }

  func observe(_ observer: @escaping @Sendable (Position) -> Void) { observers.withLock { $0.append(observer) } }

  // MARK: Seen before it is durable

  /// From now on readers may see the log up to here, which is not durable yet. The ledger's thread, before it commits.
  func reveal(upTo head: Position) { visible.max(head, ordering: .sequentiallyConsistent) }

  /// What was revealed last does not stand: the log goes up to here.
  func retract(to end: Position) {
    visible.store(end, ordering: .sequentiallyConsistent)
    waiting.withLock { waiting in
      for place in waiting.indices { waiting[place].position = min(waiting[place].position, end) }
    }
    resume(upTo: head)
  }

  /// Nobody can say when what is visible will be durable: who waits for it goes on, and is told nothing more than a reader sees.
  func giveUp() {
    visible.store(seen, ordering: .sequentiallyConsistent)
    resume(upTo: .max)
  }

  /// Whether readers can see nothing that is not durable.
  var isAllDurable: Bool { visible.load(ordering: .sequentiallyConsistent) <= head }

  /// Calls `resume` once all that a reader may have seen until now, or of that what stands up to `position`, is durable: at once and here
  /// where it is, else on the thread that makes it so.
  func whenDurable(upTo position: Position = .max, _ resume: @escaping @Sendable () -> Void) {
    let seen = min(position, visible.load(ordering: .sequentiallyConsistent))
    if seen <= head { return resume() }
    waiting.withLock { $0.append((seen, resume)) }
    // It may have become so, or been given up, before we stood in the list.
    if seen <= head || visible.load(ordering: .sequentiallyConsistent) <= head { self.resume(upTo: seen) }
  }

  private func resume(upTo head: Position) {
    let ready = waiting.withLock { waiting in
      guard !waiting.isEmpty else { return [] as [@Sendable () -> Void] }
      var ready: [@Sendable () -> Void] = []
      waiting.removeAll { waiter in
        guard waiter.position <= head else { return false }
        ready.append(waiter.resume)
        return true
      }
      return ready
    }
    for resume in ready { resume() }
  }

  // MARK: Advancing

  /// A head may go back where a restored database is put in place, and that too is told; but not where somebody has heard of a later
  /// one since `seen`.
  func advance(to head: Position, from seen: Position) {
    guard position.compareExchange(expected: seen, desired: head, ordering: .sequentiallyConsistent).exchanged else {
      return heard(of: head)
    }
    if head < seen { visible.store(head, ordering: .sequentiallyConsistent) }
    if head != seen { tell(head) }
  }

  /// Another process says that it has committed up to here: the head only rises by it.
  func heard(of head: Position) {
    if position.max(head, ordering: .sequentiallyConsistent).oldValue < head { tell(head) }
  }

  private func tell(_ head: Position) {
    for observer in observers.withLock({ $0 }) { observer(head) }
    resume(upTo: head)
  }
}
