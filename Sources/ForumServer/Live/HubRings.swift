import ForumCore

/// Which rings somebody is in, and on which loops. Belongs to the hub's thread.
struct HubRings {
  private struct Entry {
    /// By the loop's index: the last join granted.
    var openings: [Int: UInt64] = [:]
    /// The last position this ring was told of.
    var said: Position
  }

  private var entries: [LiveRing: Entry] = [:]
  private var byTopic: [String: Set<LiveRing>] = [:]
  private var lastOpening: UInt64 = 0

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// Grants a loop a join; from now on the ring's frames go to it. Gives the join's number.
  mutating func open(_ ring: LiveRing, loop: Int, at position: Position) -> UInt64 {
    lastOpening += 1
    entries[ring, default: Entry(said: position)].openings[loop] = lastOpening
    byTopic[ring.topic.storedName, default: []].insert(ring)
    return lastOpening
  }

  /// The loop has nobody in the ring any more. If it does not know of the last join yet, somebody is about to come in, and it stays.
  mutating func close(_ ring: LiveRing, loop: Int, opening: UInt64) {
    guard entries[ring]?.openings[loop] == opening else { return }
    entries[ring]?.openings[loop] = nil
    guard entries[ring]?.openings.isEmpty == true else { return }
    entries[ring] = nil
    byTopic[ring.topic.storedName]?.remove(ring)
    if byTopic[ring.topic.storedName]?.isEmpty == true { byTopic[ring.topic.storedName] = nil }
  }

  mutating func removeAll() {
    entries.removeAll()
    byTopic.removeAll()
  }

  /// The rings of a topic by its stored name, each with the loops that have it.
  func of(topic: String) -> [(ring: LiveRing, loops: [Int])] {
    guard let rings = byTopic[topic] else { return [] }
    return rings.map { ($0, Array(entries[$0]!.openings.keys)) }
  }

  mutating func said(_ ring: LiveRing, _ position: Position) { entries[ring]?.said = position }

  /// Takes the rings that were last told of an earlier position than this, and notes it as told.
  mutating func takeQuiet(before position: Position) -> [(ring: LiveRing, loops: [Int])] {
    var quiet: [(ring: LiveRing, loops: [Int])] = []
    for (ring, entry) in entries where entry.said < position {
      quiet.append((ring, Array(entry.openings.keys)))
    }
    for (ring, _) in quiet { entries[ring]?.said = position }
    return quiet
  }
}
