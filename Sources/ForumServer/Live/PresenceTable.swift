import ForumCore
import ForumNet
import Synchronization

/// Who is listening to what, counted over all loops: a signed-in person once however many tabs are open, a guest once per connection;
/// and what other nodes say of theirs, which is added.
///
/// Loops change it as subscriptions come and go, the link to the nodes as they speak; the hub takes what changed, at most once a
/// second per topic. Any thread.
final class PresenceTable: Sendable {
  /// Seconds after which what a node said and did not say again is forgotten: a node that died counts no longer than that.
  static let rememberedSeconds = 30.0
  /// Counts of other nodes that are kept; further ones are left out.
  static let otherBound = 65_536

  /// The readers of one topic.
  private struct Readers {
    var guests = 0
    /// How many connections each signed-in person has.
    var participants: [ParticipantID: Int] = [:]

    var count: Int { guests + participants.count }
  }

  /// What a node said of a topic, and when.
  private struct Other {
    var readers: Int
    var heard: ContinuousClock.Instant
  }

  /// Topics by their stored names.
  private struct State {
    var readers: [String: Readers] = [:]
    /// By the topic, then by the node.
    var others: [String: [String: Other]] = [:]
    var otherCount = 0
    var changed: Set<String> = []
    /// Topics whose own readers the other nodes have not been told of.
    var untold: Set<String> = []

    mutating func change(_ topic: String) {
      changed.insert(topic)
      untold.insert(topic)
    }
  }

  private let state = Mutex(State())

  /// A connection of this reader's begins to listen. It must `leave` as often as it enters.
  func enter(_ topic: LiveTopic, _ reader: LiveReader) {
    let topic = topic.storedName
    state.withLock { state in
      if let participant = reader.participant {
        state.readers[topic, default: Readers()].participants[participant, default: 0] += 1
      } else {
        state.readers[topic, default: Readers()].guests += 1
      }
      // A newcomer has to be told even when the number stays the same.
      state.change(topic)
    }
  }

  func leave(_ topic: LiveTopic, _ reader: LiveReader) {
    let topic = topic.storedName
    state.withLock { state in
      if let participant = reader.participant {
        let connections = state.readers[topic]?.participants[participant] ?? 0
        state.readers[topic]?.participants[participant] = connections > 1 ? connections - 1 : nil
      } else {
        state.readers[topic]?.guests -= 1
      }
      if state.readers[topic]?.count == 0 { state.readers[topic] = nil }
      state.change(topic)
    }
  }

  /// Has the number said again, for somebody who has only now come into the ring.
  func touch(_ topic: LiveTopic) { state.withLock { _ = $0.changed.insert(topic.storedName) } }

  /// The topics that changed since the last call by their stored names, with their readers on all nodes. Of topics that nobody listens
  /// to here only the name is of use: they have no ring.
  func takeChanges() -> [(topic: String, readers: Int)] {
    state.withLock { state in
      defer { state.changed.removeAll() }
      return state.changed.map { ($0, Self.readers(of: $0, state)) }
    }
  }

  /// How many listen to a topic on all nodes.
  func readers(of topic: LiveTopic) -> Int {
    state.withLock { Self.readers(of: topic.storedName, $0) }
  }

  /// Topics that somebody listens to here.
  var topics: Int { state.withLock { $0.readers.count } }

  // MARK: Other nodes

  /// What other nodes have to be told of this one: what changed since the last call, or all of it. People's own topics are nobody
  /// else's business: their readers would be a list of who is here.
  func takeUntold(all: Bool) -> [String: Int] {
    state.withLock { state in
      defer { state.untold.removeAll() }
      var counts: [String: Int] = [:]
      for topic in state.untold { counts[topic] = state.readers[topic]?.count ?? 0 }
      if all { for (topic, readers) in state.readers { counts[topic] = readers.count } }
      return counts.filter { ParticipantID(topic: $0.key) == nil }
    }
  }

  /// A node said how many listen to these topics there.
  func heard(_ counts: [String: Int], from node: String, now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      for (topic, readers) in counts {
        let before = state.others[topic]?[node]?.readers
        if before != readers { state.changed.insert(topic) }
        if readers > 0 {
          if before == nil {
            guard state.otherCount < Self.otherBound else { continue }
            state.otherCount += 1
          }
          state.others[topic, default: [:]][node] = Other(readers: readers, heard: now)
        } else if before != nil {
          Self.forget(node, topic, &state)
        }
      }
    }
  }

  /// A node is going.
  func left(_ node: String) { forget { name, _ in name == node } }

  /// Forgets what was not said again.
  func forgetOld(now: ContinuousClock.Instant = .now) {
    let oldest = now - .seconds(Self.rememberedSeconds)
    forget { _, heard in heard < oldest }
  }

  private func forget(where isGone: (String, ContinuousClock.Instant) -> Bool) {
    state.withLock { state in
      for (topic, nodes) in state.others {
        for (node, other) in nodes where isGone(node, other.heard) {
          Self.forget(node, topic, &state)
          state.changed.insert(topic)
        }
      }
    }
  }

  private static func forget(_ node: String, _ topic: String, _ state: inout State) {
    state.others[topic]?[node] = nil
    if state.others[topic]?.isEmpty == true { state.others[topic] = nil }
    state.otherCount -= 1
  }

  private static func readers(of topic: String, _ state: State) -> Int {
    let others = state.others[topic]?.values.reduce(0) { $0 + $1.readers } ?? 0
    return (state.readers[topic]?.count ?? 0) + others
  }
}
