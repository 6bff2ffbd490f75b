import ForumNet
import Synchronization

/// The server's loops, known once it has started. Any thread.
final class LoopHandles: Sendable {
  private let list = Mutex<[LoopHandle]>([])

  var all: [LoopHandle] { list.withLock { $0 } }

  func set(_ loops: [LoopHandle]) { list.withLock { $0 = loops } }
}
