public import ForumWire

/// Why a client got no answer. `description` is a sentence for the person at the terminal.
public enum ClientError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name has no address, or nobody answers there.
  case unreachable(host: String, reason: String)
  /// No secure connection: the certificate is not trusted, is for another name, or TLS failed otherwise.
  case tls(String)
  case timedOut
  /// The connection ended before the answer did.
  case disconnected
  /// The server's answer is not HTTP.
  case badAnswer(ParseError)
  /// The server did not become a WebSocket; the status it answered instead, and its body.
  case refused(status: Int, body: [UInt8])
  case badHandshake(WebSocket.HandshakeError)
  /// The WebSocket is closed, with the peer's code where it gave one.
  case closed(code: UInt16?, reason: String)

  public var description: String {
    switch self {
    case .unreachable(let host, let reason): "Cannot reach \(host): \(reason)."
    case .tls(let reason): "No secure connection: \(reason)."
    case .timedOut: "The server did not answer in time."
    case .disconnected: "The server ended the connection before its answer was complete."
    case .badAnswer(let error): "The server's answer is not understood: \(error.reason)"
    case .refused(let status, _): "The server refused the live connection with status \(status)."
    case .badHandshake(let error): "The server's WebSocket handshake is not valid: \(error.reason)"
    case .closed(let code, let reason):
      "The live connection was closed" + (code.map { " with code \($0)" } ?? "") + (reason.isEmpty ? "." : ": \(reason).")
    }
  }
}
