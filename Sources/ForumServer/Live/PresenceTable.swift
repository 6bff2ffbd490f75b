import ForumCore
import ForumNet
import Synchronization

/// Who is listening to what, counted over all loops: a signed-in person once however many tabs are open, a guest once per connection.
///
/// Loops change it as subscriptions come and go; the hub takes what changed, at most once a second per topic. Any thread.
final class PresenceTable: Sendable {
  /// The readers of one topic.
  private struct Readers {
    var guests = 0
    /// How many connections each signed-in person has.
    var participants: [ParticipantID: Int] = [:]

    var count: Int { guests + participants.count }
  }

  private struct State {
    var readers: [LiveTopic: Readers] = [:]
    var changed: Set<LiveTopic> = []
  }

  private let state = Mutex(State())

  /// A connection of this reader's begins to listen. It must `leave` as often as it enters.
  func enter(_ topic: LiveTopic, _ reader: LiveReader) {
    state.withLock { state in
      if let participant = reader.participant {
        state.readers[topic, default: Readers()].participants[participant, default: 0] += 1
      } else {
        state.readers[topic, default: Readers()].guests += 1
      }
      // A newcomer has to be told even when the number stays the same.
      state.changed.insert(topic)
    }
  }

  func leave(_ topic: LiveTopic, _ reader: LiveReader) {
    state.withLock { state in
      if let participant = reader.participant {
        let connections = state.readers[topic]?.participants[participant] ?? 0
        state.readers[topic]?.participants[participant] = connections > 1 ? connections - 1 : nil
      } else {
        state.readers[topic]?.guests -= 1
      }
      if state.readers[topic]?.count == 0 { state.readers[topic] = nil }
      state.changed.insert(topic)
    }
  }

  /// Has the number said again, for somebody who has only now come into the ring.
  func touch(_ topic: LiveTopic) { state.withLock { _ = $0.changed.insert(topic) } }

  /// The topics that changed since the last call, with their readers.
  func takeChanges() -> [(topic: LiveTopic, readers: Int)] {
    state.withLock { state in
      defer { state.changed.removeAll() }
      return state.changed.map { ($0, state.readers[$0]?.count ?? 0) }
    }
  }

  func readers(of topic: LiveTopic) -> Int { state.withLock { $0.readers[topic]?.count ?? 0 } }

  /// Topics that somebody listens to.
  var topics: Int { state.withLock { $0.readers.count } }
}
