import Synchronization

/// The demo's clock: stands at the moment of what is being said, some weeks ago. Set by who fills the demo, read on the ledger's thread.
final class DemoClock: Sendable {
  private let start = Instant.now
  private let moment: Mutex<Instant>

  /// Stands a day before the first word: the time in which the place was set up.
  init(minutesAgo: Int64) { moment = Mutex(start.adding(seconds: -60 * minutesAgo - 86_400)) }

  var now: Instant { moment.withLock { $0 } }

  func set(minutesAgo: Int64) { moment.withLock { $0 = start.adding(seconds: -60 * minutesAgo) } }
}
