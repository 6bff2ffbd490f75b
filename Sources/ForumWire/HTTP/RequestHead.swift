/// How the end of a message's body is known, RFC 9112 §6.3.
public enum BodyLength: Sendable, Equatable {
  /// There is no body.
  case none
  /// Exactly so many bytes follow.
  case length(Int)
  /// Chunks follow, until an empty one.
  case chunked
  /// The body ends with the connection: answers only.
  case untilClose
}

/// A request without its body: what stood before the empty line, understood.
public struct RequestHead: Sendable {
  /// As sent: methods have case (RFC 9110 §9.1).
  public var method: String
  /// The request target exactly as sent.
  public var target: String
  /// The path, percent-encoded as sent and not normalised. `*` for `OPTIONS *`; host and port for CONNECT.
  public var path: String
  /// What followed the first `?`, without it.
  public var query: String?
  /// 0 for HTTP/1.0, 1 for HTTP/1.1 and any later HTTP/1.
  public var minorVersion: Int
  /// The fields. For a target in absolute form, `Host` is the one the target named (RFC 9112 §3.2.2).
  public var fields: HTTPFields
  /// How the end of the body is known.
  public var bodyLength: BodyLength
  /// Whether the client wants the connection to live on after the answer (RFC 9112 §9.3).
  public var keepAlive: Bool
  /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 §10.1.1).
  public var expectsContinue: Bool
  /// Whether it is a GET over HTTP/1.1 that offers an upgrade to `websocket`; `Handshake` says whether it is a good one.
  public var wantsWebSocket: Bool

  /// A head as our own client or a test makes it; the target is taken to be in origin form.
  public init(method: String, target: String, fields: HTTPFields = [:], bodyLength: BodyLength = .none) {
    self.method = method
    self.target = target
    if let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
      path = String(target[..<mark])
      query = String(target[target.utf8.index(after: mark)...])
    } else {
      path = target
      query = nil
    }
    minorVersion = 1
    self.fields = fields
    self.bodyLength = bodyLength
    keepAlive = true
    expectsContinue = false
    wantsWebSocket = false
  }
}
