import Synchronization

/// What a server has counted since it began; for metrics. Loops add to it without order.
public final class ServerCounters: Sendable {
  public let accepted = Counter()
  /// Connections that a limit turned away.
  public let turnedAway = Counter()
  /// Times that accepting rested because descriptors or memory had run out.
  public let acceptPauses = Counter()
  public let failedHandshakes = Counter()
  public let requests = Counter()
  /// Requests that handlers work on now.
  public let running = Counter()
  /// Requests that were not handled because their client had left, or had ended its side and waited too long.
  public let abandoned = Counter()
  /// Bytes of bodies that are being received or handled now.
  public let bodyBytes = Counter()
  /// WebSockets and event streams open now.
  public let sockets = Counter()
  /// Messages received over WebSockets.
  public let messages = Counter()
  /// Frames that rings delivered whole in one write.
  public let framesDelivered = Counter()
  public let bytesReceived = Counter()
  public let bytesSent = Counter()

  init() {}
}

/// A number that any thread adds to.
public struct Counter: ~Copyable, Sendable {
  private let number = Atomic(0)

  public var value: Int { number.load(ordering: .relaxed) }

  /// Adds, and gives the sum.
  @discardableResult
  func add(_ difference: Int) -> Int { number.add(difference, ordering: .relaxed).newValue }
}
