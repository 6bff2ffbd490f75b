import ForumWire

/// What sockets of one kind have in common: each keeps a reference to it and nothing of its own that it does not need at rest.
final class SocketManner: Sendable {
  enum Speech: Equatable, Sendable {
    /// With the longest message taken, and what was agreed of permessage-deflate.
    case webSocket(maximumMessage: Int, deflate: PermessageDeflate?)
    /// It only speaks.
    case eventStream
  }

  let endpoint: any SocketEndpoint
  let speech: Speech

  init(endpoint: any SocketEndpoint, speech: Speech) {
    self.endpoint = endpoint
    self.speech = speech
  }

  var isWebSocket: Bool { speech != .eventStream }

  /// Whether shared compressed frames may be sent: compression was agreed on, with a window that holds them.
  var takesCompressedFrames: Bool {
    if case .webSocket(_, let deflate?) = speech { deflate.serverMaxWindowBits >= WebSocketFrames.windowBits } else { false }
  }

  /// The protocol's state as it is between messages; nil for an event stream.
  func makeSession(_ compressors: Compressors) -> WebSocket.Session? {
    guard case .webSocket(let maximumMessage, let deflate) = speech else { return nil }
    return WebSocket.Session(
      role: .server, maximumMessage: maximumMessage, compression: deflate.map { compressors.compression($0) })
  }
}
