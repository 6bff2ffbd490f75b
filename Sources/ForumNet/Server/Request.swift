public import ForumWire

/// A whole HTTP request, head and body, as it came over a connection.
public struct Request: Sendable {
  public let head: RequestHead
  public let body: [UInt8]
  public let peer: PeerAddress
  /// Whether it came over TLS to us; what a proxy says is the service's to judge.
  public let isSecure: Bool
  /// Unique in this process: loop number in the upper bits, a count below.
  public let id: UInt64

  public init(head: RequestHead, body: [UInt8], peer: PeerAddress, isSecure: Bool, id: UInt64) {
    self.head = head
    self.body = body
    self.peer = peer
    self.isSecure = isSecure
    self.id = id
  }
}
