import ForumWire

/// A connection while it speaks HTTP: the request being read or answered. Lives on one loop.
final class HTTPExchange {
  /// What its deadline is for.
  enum Phase {
    /// Accepted, and no request has begun.
    case opening
    /// Between two requests.
    case idle
    case head
    case body
    /// A handler works on the answer; that has no deadline here.
    case running
  }

  /// Bytes of following requests that are kept while one is answered; then reading pauses.
  static let readAhead = 64 * 1024

  var decoder: RequestDecoder
  var phase = Phase.opening
  /// The request that is being read or answered.
  var head: RequestHead?
  /// What has come of the request's body, and how many of its bytes `ServerCore.keep` has counted.
  var body: [UInt8] = []
  var countedBytes = 0
  var bodyLimit = 0
  /// Body bytes that came in the present time span (`ServerOptions.bodyTimeout`).
  var bodyBytesInSpan = 0
  /// The number of the request that is answered, for `Request-Id`; 0 until it is understood.
  var number: UInt64 = 0
  /// The number of the request a handler works on; 0 when none does.
  var running: UInt64 = 0
  /// Where that handler's worker sees whether the client still waits; nil when no handler works.
  var asker: Asker?
  /// Whether no request is taken from it any more: after a fault, or an answer with `Connection: close`.
  var isFinished = false

  /// Whether every request is sent elsewhere (`ServerOptions.redirect`).
  let redirects: Bool

  init(limits: HTTPLimits, redirects: Bool = false) {
    decoder = RequestDecoder(limits: limits)
    self.redirects = redirects
  }

  /// Whether no request is begun, read or answered.
  var isIdle: Bool { head == nil && running == 0 && decoder.isIdle }
}
