/// A connection's name: valid for that connection only, as the generation of its slot is part of it. Using one whose connection has
/// ended does nothing.
public struct ConnectionID: Hashable, Sendable {
  /// The number of its loop in `Server.loops`.
  public let loop: UInt32
  /// Its place on the loop, from 0; the places of ended connections are used again, so that tables by place stay small.
  public let slot: UInt32
  let generation: UInt32
}

/// A whole WebSocket message (RFC 6455 §5.6).
public enum SocketMessage: Sendable, Equatable {
  case text(String)
  case binary([UInt8])
}

/// The service's side of WebSockets and event streams. Every method is called on the connection's loop and must not block; calls for
/// one connection come in order, `opened` first, `closed` last and once.
public protocol SocketEndpoint: AnyObject, Sendable {
  func opened(_ id: ConnectionID, context: any Sendable, on loop: Loop)

  /// A message has come. Event streams never receive one.
  func received(_ message: SocketMessage, from id: ConnectionID, on loop: Loop)

  /// The connection is over, or is closing and takes nothing more.
  func closed(_ id: ConnectionID, on loop: Loop)

  /// The connection is no longer in the ring, because what comes after `position` has left the ring (or was never in it). It is called
  /// when everything sent so far has gone out: feed the connection from the log, then `join` again after the position fed last.
  func fellBehind(_ id: ConnectionID, ring: RingKey, after position: Int64, on loop: Loop)
}
