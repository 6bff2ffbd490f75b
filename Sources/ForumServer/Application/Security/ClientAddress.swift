import ForumNet
import ForumWire

/// Who is at the other end, as limits count: the peer's address, or the one that a trusted proxy names.
enum ClientAddress {
  /// The last address in `X-Forwarded-For` that is no trusted proxy; everything before it could be made up by the client.
  static func client(of request: Request, trusted: Set<String>) -> String {
    let peer = request.peer.host
    guard trusted.contains(peer), let forwarded = request.head.fields.list("X-Forwarded-For") else { return peer }
    for part in forwarded.split(separator: ",").reversed() {
      let address = part.filter { $0 != " " && $0 != "\t" }
      guard (2...45).contains(address.utf8.count) else { return peer }
      if !trusted.contains(address) { return address }
    }
    return peer
  }

  /// Whether the client's own connection is encrypted: ours, or the trusted proxy's.
  static func isSecure(_ request: Request, trusted: Set<String>) -> Bool {
    if request.isSecure { return true }
    return trusted.contains(request.peer.host) && request.head.fields["X-Forwarded-Proto"] == "https"
  }
}
