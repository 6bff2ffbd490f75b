import Synchronization

/// Who wants to hear what other nodes say. Any thread.
final class NodeObservers: Sendable {
  private let observers = Mutex<[@Sendable (String, String) -> Void]>([])

  func add(_ observer: @escaping @Sendable (String, String) -> Void) { observers.withLock { $0.append(observer) } }

  func tell(_ node: String, _ message: String) {
    for observer in observers.withLock({ $0 }) { observer(node, message) }
  }
}
