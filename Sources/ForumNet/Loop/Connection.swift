import Glibc

/// One accepted connection: what all of them have, whatever they speak. Lives on one loop, which does everything with it.
///
/// Idle ones are many: no buffer belongs to a connection at rest, and what only some need stands in the role.
final class Connection {
  enum Role {
    /// TLS is being agreed.
    case handshake
    case http(HTTPExchange)
    /// A WebSocket or an event stream.
    case socket(SocketState)
    /// Our side is ended; what the peer still sends is read and forgotten, so that it can read our last words.
    case lingering(bytesLeft: Int)
    /// The descriptor is closed.
    case closed
  }

  // In an order that leaves no gaps: there are many.
  let id: ConnectionID
  let socket: Int32
  let peer: PeerAddress
  /// Whether it counts in the census of connections; those turned away do not.
  let isCounted: Bool
  /// What the poller watches at present.
  var interest: Poller.Interest = .read
  var tls: TLSSession?
  /// What waits to be written; nil when nothing does.
  var queue: OutQueue?
  var role: Role
  /// Whether the kernel took no more, so that the poller has to say when it does.
  var isBlocked = false
  /// Whether it stands in the loop's list of connections to flush.
  var isDirty = false
  /// Whether the peer has ended its side.
  var isPeerEnded = false
  /// Whether reading rests: too much waits to be written, or a request is at work and more than enough of the next has come.
  var isReadingPaused = false
  /// Whether our side ends as soon as the queue is empty.
  var endsWhenFlushed = false
  /// Whether the peer's first bytes were seen to be TLS.
  var isTLSBegun = false
  /// Whether any byte was written since the deadline was last looked at.
  var hasProgressed = false

  init(id: ConnectionID, socket: Int32, peer: PeerAddress, isCounted: Bool, tls: TLSSession?, role: Role) {
    self.id = id
    self.socket = socket
    self.peer = peer
    self.isCounted = isCounted
    self.tls = tls
    self.role = role
  }

  /// What a ring finds when it wants to write here.
  var readiness: Readiness { queue != nil || isBlocked || isClosed ? .waits : tls == nil ? .plain : .secured }

  enum Readiness: UInt8 {
    /// Something is queued already, or the kernel takes no more.
    case waits
    /// Bytes go straight to the kernel.
    case plain
    /// Bytes go through TLS.
    case secured
  }

  var isClosed: Bool { if case .closed = role { true } else { false } }
  var queuedBytes: Int { queue?.count ?? 0 }
}
