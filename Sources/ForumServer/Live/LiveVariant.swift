import ForumNet

/// Which bytes a subscriber gets: one rendering is shared by all who have the same.
struct LiveVariant: Hashable, Sendable {
  var audience: LiveAudience
  var format: LiveFormat
  var transport: LiveTransport

  var name: String { "\(audience.rawValue)/\(format.name)/\(transport.rawValue)" }
}

/// Who may read what a frame holds. Who differs by viewer is not in a frame.
enum LiveAudience: String, Sendable {
  case everybody = "public"
  case moderators

  /// What a reader of this role gets.
  init(_ reader: LiveReader) { self = reader.mayReadHidden ? .moderators : .everybody }
}

/// What an event's content is written as.
enum LiveFormat: Hashable, Sendable {
  case json
  case html(InterfaceLocale)

  var name: String {
    switch self {
    case .json: "json"
    case .html(let locale): "html-\(locale.rawValue)"
    }
  }

  /// Reads `as` and `lang`; without `lang`, or in a language that pages do not have, the fallback's. Nil for any other `as`.
  init?(as name: String?, language: String?) {
    switch name {
    case nil, "json": self = .json
    case "html": self = .html(language.flatMap(InterfaceLocale.init(rawValue:)) ?? .fallback)
    default: return nil
    }
  }
}

/// How the bytes travel.
enum LiveTransport: String, Sendable {
  case webSocket = "ws"
  /// A WebSocket that agreed on permessage-deflate: each frame is compressed once for all of them.
  case compressedWebSocket = "ws-deflate"
  case eventStream = "sse"

  /// A message as it goes out: a text frame (RFC 6455, 5.6), or an event of the stream (HTML, 9.2.6).
  func frame(_ message: LiveMessage) -> SharedBytes {
    switch self {
    case .webSocket: return WebSocketFrames.text(message.json)
    case .compressedWebSocket: return WebSocketFrames.compressedText(message.json)
    case .eventStream:
      var bytes: [UInt8] = []
      if let position = message.streamPosition { bytes.append(contentsOf: "id: \(position)\n".utf8) }
      if message.operation != .event { bytes.append(contentsOf: "event: \(message.operation.rawValue)\n".utf8) }
      bytes.append(contentsOf: "data: ".utf8)
      bytes.append(contentsOf: message.json)
      bytes.append(contentsOf: "\n\n".utf8)
      return SharedBytes(bytes)
    }
  }
}

/// A topic in a variant: what the hub publishes to, and what a ring of a loop holds.
struct LiveRing: Hashable, Sendable {
  var topic: LiveTopic
  var variant: LiveVariant

  var key: RingKey { RingKey(topic: topic.storedName, variant: variant.name) }
}
