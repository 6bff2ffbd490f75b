import ForumCore
import ForumNet

/// What the hub says without an event: how many are reading, and how far quiet topics are. Belongs to the hub's thread.
struct HubPresence {
  private let table: PresenceTable
  private let limits: LiveLimits
  private var nodes: NodePresence
  private var nextPresence = ContinuousClock.now
  private var nextPosition: ContinuousClock.Instant

  init(table: PresenceTable, limits: LiveLimits, forum: Forum) {
    self.table = table
    self.limits = limits
    nodes = NodePresence(forum: forum, table: table, refresh: limits.presenceRefresh)
    nextPosition = .now + .seconds(limits.positionInterval)
  }

  /// Publishes what is due.
  mutating func publish(_ rings: inout HubRings, _ loops: [LoopHandle], position: Position) {
    let now = ContinuousClock.now
    var frames: [Int: [RingFrame]] = [:]
    if now >= nextPresence {
      nextPresence = now + .seconds(limits.presenceInterval)
      for (topic, readers) in table.takeChanges() {
        let rings = rings.of(topic: topic)
        guard let name = rings.first?.ring.topic else { continue }
        say(.presence(topic: name, readers: readers), nil, to: rings, into: &frames)
      }
      nodes.publish()
    }
    if now >= nextPosition {
      nextPosition = now + .seconds(limits.positionInterval)
      for quiet in rings.takeQuiet(before: position) {
        say(.position(topic: quiet.ring.topic, position: position), position, to: [quiet], into: &frames)
      }
    }
    for (loop, frames) in frames { loops[loop].publish(frames) }
  }

  /// The hub ends.
  func leave() { nodes.leave() }

  private func say(
    _ message: LiveMessage, _ position: Position?, to rings: [(ring: LiveRing, loops: [Int])],
    into frames: inout [Int: [RingFrame]]
  ) {
    for (ring, loops) in rings {
      let bytes = ring.variant.transport.frame(message)
      for loop in loops { frames[loop, default: []].append(RingFrame(ring: ring.key, position: position, bytes: bytes)) }
    }
  }
}
