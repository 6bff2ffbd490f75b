import ForumCore
import ForumNet
import Synchronization

/// Who is listening to what, counted over all loops: a signed-in person once however many tabs are open, a guest once per connection.
///
/// Loops change it as subscriptions come and go; the hub takes what changed, at most once a second per topic. Any thread.
final class PresenceTable: Sendable {
  /// One reader.
  enum Reader: Hashable, Sendable {
    case participant(ParticipantID)
    case connection(ConnectionID)
  }

  private struct State {
    var readers: [LiveTopic: [Reader: Int]] = [:]
    var changed: Set<LiveTopic> = []
  }

  private let state = Mutex(State())

  func enter(_ topic: LiveTopic, _ reader: Reader) {
    state.withLock { state in
      let count = state.readers[topic, default: [:]][reader, default: 0]
      state.readers[topic, default: [:]][reader] = count + 1
      // A newcomer has to be told even when the number stays the same.
      state.changed.insert(topic)
    }
  }

  func leave(_ topic: LiveTopic, _ reader: Reader) {
    state.withLock { state in
      guard let count = state.readers[topic]?[reader] else { return }
      state.readers[topic]?[reader] = count > 1 ? count - 1 : nil
      if state.readers[topic]?.isEmpty == true { state.readers[topic] = nil }
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
