extension WebSocket {
  /// Why an opening handshake is refused (server), or was not met (client).
  public enum HandshakeError: Error, Equatable, Sendable, CaseIterable {
    case notAnUpgrade, badVersion, badKey, badExtensions, badSubprotocol
    // The client's side
    case refused, badAccept

    /// The status a server answers. 426 comes with `WebSocket.Handshake.refusalFields`.
    public var status: Int {
      switch self {
      case .notAnUpgrade, .badVersion: 426
      case .refused, .badAccept: 502
      default: 400
      }
    }

    public var reason: String {
      switch self {
      case .notAnUpgrade: "This address speaks WebSocket: ask for an upgrade with GET over HTTP/1.1."
      case .badVersion: "The WebSocket version spoken here is 13."
      case .badKey: "Sec-WebSocket-Key must be 16 bytes in base64, once."
      case .badExtensions: "Sec-WebSocket-Extensions is not well formed, or not what was offered."
      case .badSubprotocol: "Sec-WebSocket-Protocol is not a list of different tokens, or not what was offered."
      case .refused: "The server did not switch to WebSocket."
      case .badAccept: "The server's Sec-WebSocket-Accept does not fit the key."
      }
    }
  }
}
