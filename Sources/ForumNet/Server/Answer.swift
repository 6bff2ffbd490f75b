public import ForumWire

/// What a service gives back for a request: a response, or what the connection becomes.
public enum Answer: Sendable {
  case response(Response)
  case webSocket(WebSocketAcceptance)
  case eventStream(EventStreamAcceptance)
}

/// The request becomes a WebSocket (RFC 6455). A request that is no valid opening handshake is answered 400, 405 or 426 instead.
public struct WebSocketAcceptance: Sendable {
  /// The one subprotocol chosen from those the client offered, or nil.
  public var subprotocol: String?
  /// Whether permessage-deflate (RFC 7692) is agreed when the client offers it.
  public var deflate: Bool
  /// Bytes of the longest message taken, after inflation; a longer one closes with 1009.
  public var maximumMessage: Int
  public var endpoint: any SocketEndpoint
  /// Given back in `opened`; the service's own.
  public var context: any Sendable

  public init(
    subprotocol: String? = nil, deflate: Bool = false, maximumMessage: Int = 64 * 1024, endpoint: any SocketEndpoint,
    context: any Sendable = ()
  ) {
    self.subprotocol = subprotocol
    self.deflate = deflate
    self.maximumMessage = maximumMessage
    self.endpoint = endpoint
    self.context = context
  }
}

/// The request becomes a stream of Server-Sent Events: the head goes out with `text/event-stream`, then whatever frames are sent, raw.
public struct EventStreamAcceptance: Sendable {
  /// Added to the head.
  public var fields: HTTPFields
  public var endpoint: any SocketEndpoint
  /// Given back in `opened`; the service's own.
  public var context: any Sendable

  public init(fields: HTTPFields = HTTPFields(), endpoint: any SocketEndpoint, context: any Sendable = ()) {
    self.fields = fields
    self.endpoint = endpoint
    self.context = context
  }
}
