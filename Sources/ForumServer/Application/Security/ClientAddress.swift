import ForumNet
import ForumWire

/// Who is at the other end, as limits count: the network of the peer's address, or of the one that a trusted proxy names. A network
/// is an IPv4 address or an IPv6 /64: whoever has one has all of its addresses.
enum ClientAddress {
  /// The last address in `X-Forwarded-For` that is no trusted proxy; everything before it could be made up by the client. What is
  /// no address there is nobody's: then the proxy's own counts.
  static func client(of request: Request, trusted: Set<String>) -> String {
    client(peer: request.peer, forwarded: request.head.fields.list("X-Forwarded-For"), trusted: trusted)
  }

  static func client(peer: PeerAddress, forwarded: String?, trusted: Set<String>) -> String {
    guard trusted.contains(peer.host), let forwarded else { return peer.network.host }
    for part in forwarded.split(separator: ",").reversed() {
      guard let address = PeerAddress(host: part.filter { $0 != " " && $0 != "\t" }) else { break }
      if !trusted.contains(address.host) { return address.network.host }
    }
    return peer.network.host
  }

  /// Whether the client's own connection is encrypted: ours, or the trusted proxy's.
  static func isSecure(_ request: Request, trusted: Set<String>) -> Bool {
    if request.isSecure { return true }
    // The field first: writing an address out takes longer than not finding a field.
    return request.head.fields["X-Forwarded-Proto"] == "https" && trusted.contains(request.peer.host)
  }
}
