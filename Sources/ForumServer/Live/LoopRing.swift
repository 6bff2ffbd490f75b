import ForumCore
import ForumNet

/// A ring as one loop knows it: who here wants it, and whether the hub publishes it to this loop. Lives on that loop.
final class LoopRing {
  let name: LiveRing
  /// The name under which the loop knows it.
  let key: RingKey
  /// Subscriptions of this loop that want it, let in or not.
  var subscriptions = 0
  /// Those that have been let in.
  private(set) var members = 0
  /// The hub's number of the last join into it.
  private var opening: UInt64 = 0
  /// Every event after this position is published to this loop; nil when the ring is not published to it.
  private(set) var since: Position?

  init(_ name: LiveRing) {
    self.name = name
    key = name.key
  }

  var topic: LiveTopic { name.topic }

  /// The hub publishes it to this loop from `position` on, at the latest.
  func opened(_ opening: UInt64, at position: Position) {
    self.opening = opening
    if since == nil { since = position }
  }

  /// A join was granted that nobody takes up: noted, unless the ring is not open here. Then the hub is to close it again.
  func openedInVain(_ opening: UInt64) -> Bool {
    guard since != nil else { return false }
    self.opening = opening
    return true
  }

  func letIn() { members += 1 }

  /// One member less. Gives the number to close the ring with at the hub when it was the last.
  func letOut() -> UInt64? {
    members -= 1
    guard members == 0 else { return nil }
    since = nil
    return opening
  }
}
