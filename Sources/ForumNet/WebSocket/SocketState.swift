import ForumWire

/// A connection while it is a WebSocket or an event stream. Lives on one loop.
final class SocketState {
  /// A ring it is in, and where its record stands there.
  struct Membership {
    let ring: Ring
    var index: Int
  }

  /// A ring it fell out of, to be told to the endpoint once everything queued is out.
  struct Behind {
    let ring: RingKey
    let after: Int64
  }

  let endpoint: any SocketEndpoint
  /// The protocol's state; nil for an event stream, which only speaks.
  var session: WebSocket.Session?
  /// Whether permessage-deflate was agreed on.
  let deflates: Bool
  var memberships: [Membership] = []
  var behind: [Behind] = []
  /// What has come and waits because too much waits to be written.
  var held: [WebSocket.Event] = []
  /// Whether nothing more is taken from it or sent to it, and the endpoint knows or will soon.
  var isOver = false
  /// Whether a ping is out and nothing has come since.
  var awaitsSign = false

  init(endpoint: any SocketEndpoint, session: WebSocket.Session?, deflates: Bool) {
    self.endpoint = endpoint
    self.session = session
    self.deflates = deflates
  }
}
