import ForumCore

/// A message of the server. `docs/asyncapi.yaml` describes each; `docs/protocol.md` says when it comes.
enum LiveMessage: Sendable {
  /// The word in `op`.
  enum Operation: String, Sendable, CaseIterable {
    case subscribed, unsubscribed, event, position, presence, resync, problem, pong
  }

  case subscribed(id: String?, topic: LiveTopic, position: Position, log: String)
  case unsubscribed(id: String?, topic: LiveTopic)
  case event(topic: LiveTopic, position: Position, type: EventType, content: LiveContent)
  case position(topic: LiveTopic, position: Position)
  case presence(topic: LiveTopic, readers: Int)
  case resync(topic: LiveTopic, position: Position, log: String)
  /// `problem` is the problem document (RFC 9457); `topic` is given when a subscription ends with it.
  case problem(id: String?, topic: LiveTopic?, problem: [UInt8])
  case pong(id: String?)

  var operation: Operation {
    switch self {
    case .subscribed: .subscribed
    case .unsubscribed: .unsubscribed
    case .event: .event
    case .position: .position
    case .presence: .presence
    case .resync: .resync
    case .problem: .problem
    case .pong: .pong
    }
  }

  /// What `Last-Event-ID` may resume from after this message; nil leaves it as it was.
  var streamPosition: Position? {
    switch self {
    case .subscribed(_, _, let position, _), .event(_, let position, _, _), .position(_, let position),
      .resync(_, let position, _):
      position
    case .unsubscribed, .presence, .problem, .pong: nil
    }
  }

  var json: [UInt8] {
    var writer = JSONWriter(capacity: 512)
    writer.beginObject()
    writer.member("op", operation.rawValue)
    switch self {
    case .subscribed(let id, let topic, let position, let log):
      if let id { writer.member("id", id) }
      writer.member("topic", topic.name)
      writer.member("position", position)
      writer.member("log", log)
    case .unsubscribed(let id, let topic):
      if let id { writer.member("id", id) }
      writer.member("topic", topic.name)
    case .event(let topic, let position, let type, let content):
      writer.member("topic", topic.name)
      writer.member("position", position)
      writer.member("type", String(type.name))
      writer.key("data")
      writer.raw(content.data)
      if let html = content.html { writer.member("html", html) }
    case .position(let topic, let position):
      writer.member("topic", topic.name)
      writer.member("position", position)
    case .presence(let topic, let readers):
      writer.member("topic", topic.name)
      writer.member("readers", Int64(readers))
    case .resync(let topic, let position, let log):
      writer.member("topic", topic.name)
      writer.member("position", position)
      writer.member("log", log)
    case .problem(let id, let topic, let problem):
      if let id { writer.member("id", id) }
      if let topic { writer.member("topic", topic.name) }
      writer.key("problem")
      writer.raw(problem)
    case .pong(let id):
      if let id { writer.member("id", id) }
    }
    writer.endObject()
    return writer.bytes
  }
}

/// What an event says, rendered: the JSON of `data`, and for pages the HTML.
struct LiveContent: Sendable {
  var data: [UInt8]
  var html: String?
}
