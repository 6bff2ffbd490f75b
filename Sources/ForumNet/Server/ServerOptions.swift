public import ForumWire

/// Everything about a server that an operator or a test may set. Times are in seconds.
public struct ServerOptions: Sendable {
  /// An address to listen on: a numeric address or a name, and a port (0: any free one).
  public struct Listen: Sendable {
    public var host: String
    public var port: UInt16
    public init(host: String, port: UInt16) {
      self.host = host
      self.port = port
    }
  }

  /// PEM files: the certificate with its chain, and its private key.
  public struct Certificate: Sendable {
    public var certificateFile: String
    public var keyFile: String
    public init(certificateFile: String, keyFile: String) {
      self.certificateFile = certificateFile
      self.keyFile = keyFile
    }
  }

  public var listen: [Listen]
  public var loops: Int
  /// With a certificate every listening address speaks TLS, otherwise plain HTTP. Which of several is shown is told by the name that
  /// the client asks for; the first, where none is for that.
  public var certificates: [Certificate]
  /// Addresses where everybody is sent elsewhere, or nil.
  public var redirect: Redirect?
  public var http = HTTPLimits()

  /// From a request's first byte (or the connection's start) to the end of its head; TLS's handshake counts in. Then 408.
  public var headTimeout = 10.0
  /// In each such span a body must bring at least `minimumBodyBytes`, or be complete. Then 408.
  public var bodyTimeout = 10.0
  public var minimumBodyBytes = 2048
  /// A connection without a request is closed after this long.
  public var idleTimeout = 60.0
  /// A peer that takes not one byte of what waits for it this long is given up.
  public var writeTimeout = 20.0
  /// How long a connection lingers after our last byte, so that the peer can read it, and how much it may still send.
  public var lingerTimeout = 5.0
  public var lingerBytes = 32 << 20
  /// A WebSocket is pinged (an event stream gets a comment) this often; silence after a ping for as long ends it.
  public var pingInterval = 50.0
  /// From our close frame to the peer's.
  public var closeTimeout = 5.0

  /// Connections of all loops together; more get 503 and a close.
  public var maximumConnections = 50_000
  /// Connections from one address (an IPv6 /64); nil: no such limit. Generous, since a reverse proxy is one address.
  public var connectionsPerAddress: Int? = 10_000
  /// Requests that handlers work on at once; more get 503 with `Retry-After`.
  public var maximumRunningRequests = 4096
  /// While requests wait longer than this for a worker, in seconds, only `freeRunningRequests` are worked on; more get that 503 too. It
  /// is half of what a request waits at most, since the queue grows until the first of its requests has waited so long.
  public var longestWait = 0.05
  public var freeRunningRequests = 64
  /// Bytes of bodies that are being received or handled, of all loops together; what goes beyond gets 503 with `Retry-After` and a
  /// close. Without it, many connections that each send most of a body and stop would hold as much memory as they like.
  public var bodyBytes = 256 << 20
  /// Bytes at the beginning of each body that are not counted there: who fills the room keeps nobody from sending something short.
  public var freeBodyBytes = 16 << 10
  /// Seconds in `Retry-After` of those 503.
  public var retryAfter = 2
  /// Bytes that may wait for a slow reader. Beyond: reading from it pauses; what is sent to it directly closes it with 1013; from a
  /// ring it falls behind.
  public var outQueueBytes = 1 << 20
  /// Frames and bytes that a ring keeps for those who are behind.
  public var ringFrames = 1024
  public var ringBytes = 1 << 20
  /// How long a ring without subscribers is kept.
  public var ringLinger = 30.0

  public init(listen: [Listen], loops: Int, certificates: [Certificate] = []) {
    self.listen = listen
    self.loops = loops
    self.certificates = certificates
  }
}
