@preconcurrency import Dispatch
import Glibc

/// The signals that an operator sends, as a sequence. Made once, before the server starts.
public struct Signals: Sendable {
  public enum Signal: Sendable {
    /// SIGTERM or SIGINT: drain and end.
    case end
    /// SIGHUP: read the certificates again.
    case reload
  }

  public let stream: AsyncStream<Signal>

  public init() {
    stream = AsyncStream { continuation in
      let queue = DispatchQueue(label: "sfat.signals")
      let sources = [SIGTERM, SIGINT, SIGHUP].map { number in
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
