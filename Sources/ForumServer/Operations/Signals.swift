@preconcurrency import Dispatch
import Glibc

/// The signals that an operator sends, as a sequence. Made once, before the server starts.
public struct Signals: Sendable {
  public enum Signal: Sendable {
    /// SIGTERM or SIGINT: drain and end.
    case end
    /// SIGHUP: read the certificates again.
    case reload
    /// A successor serves on our sockets: drain and end.
    case succeeded
  }

  public let stream: AsyncStream<Signal>
  private let continuation: AsyncStream<Signal>.Continuation

  /// Says what no signal of the system says. Any thread.
  public func raise(_ signal: Signal) { continuation.yield(signal) }

  public init() {
    (stream, continuation) = AsyncStream.makeStream()
    do {
      let queue = DispatchQueue(label: "sfat.signals")
      let sources = [SIGTERM, SIGINT, SIGHUP].map { [continuation] number in
        // The default action must be off for the source to be the one that hears it.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler { continuation.yield(number == SIGHUP ? .reload : .end) }
        source.resume()
        return source
      }
      // The sources live as long as somebody listens.
      continuation.onTermination = { _ in sources.forEach { $0.cancel() } }
    }
  }
}
