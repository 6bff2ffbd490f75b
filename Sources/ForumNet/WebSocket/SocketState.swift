import ForumWire

/// A connection while it is a WebSocket or an event stream. Lives on one loop.
///
/// At rest it is small: the protocol's state between two messages is always the same, so it exists only while something is under way.
final class SocketState {
  /// A ring it is in, and where its record stands there.
  struct Membership {
    let ring: Ring
    var index: Int32
  }

  /// A ring it fell out of, to be told to the endpoint once everything queued is out.
  struct Behind {
    let ring: RingKey
    let after: Int64
  }

  /// What it has only while something is under way.
  final class Work {
    /// A message half received, or closing begun; nil for an event stream, which only speaks.
    var session: WebSocket.Session?
    var behind: [Behind] = []
    /// What has come and waits because too much waits to be written.
    var held: [WebSocket.Event] = []

    init(session: WebSocket.Session?) { self.session = session }

    var isDone: Bool { behind.isEmpty && held.isEmpty && session?.isAtRest ?? true }
  }

  /// Whether nothing more is taken from it or sent to it, and the endpoint knows or will soon.
  var isOver = false
  /// Whether a ping is out and nothing has come since.
  var awaitsSign = false
  let manner: SocketManner
  var memberships = Few<Membership>()
  private(set) var work: Work?

  init(manner: SocketManner) { self.manner = manner }

  /// Its work, begun where there is none.
  func begin(_ compressors: Compressors) -> Work {
    if let work { return work }
    let work = Work(session: manner.makeSession(compressors))
    self.work = work
    return work
  }

  /// Forgets the work if nothing is under way any more.
  func rest() { if work?.isDone == true { work = nil } }
}
