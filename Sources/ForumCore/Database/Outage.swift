/// How long a database has been out of reach, and when it is worth asking for it again: after pauses that double from 50 ms to a
/// second, each cut by up to a half at random, so that many nodes do not come back to a server that has just started all at once.
///
/// Belongs to whoever makes the connections; times are by the monotonic clock.
struct Outage: Sendable {
  static let shortestPause = 0.05
  static let longestPause = 1.0
  /// Seconds that an attempt is left alone for before another is made beside it.
  private static let attemptSeconds = 6.0

  private var began: ContinuousClock.Instant?
  private var next: ContinuousClock.Instant = .now
  private var pause = Self.shortestPause

  /// An attempt failed.
  mutating func failed() {
    let now = ContinuousClock.now
    began = began ?? now
    next = now + .seconds(pause * Double.random(in: 0.5...1))
    pause = min(2 * pause, Self.longestPause)
  }

  /// An attempt succeeded: everybody may connect again.
  mutating func ended() { self = Outage() }

  /// Whether now is the time for an attempt; while the database is out of reach one at a time is made, and others are told no.
  mutating func claimsAttempt() -> Bool {
    guard began != nil else { return true }
    let now = ContinuousClock.now
    guard now >= next else { return false }
    next = now + .seconds(Self.attemptSeconds)
    return true
  }

  /// Seconds until the next attempt is due; 0 when it is.
  var secondsLeft: Double {
    guard began != nil else { return 0 }
    let left = ContinuousClock.now.duration(to: next)
    return max(0, Double(left.components.seconds) + Double(left.components.attoseconds) / 1e18)
  }

  /// Whether nobody has been able to connect for longer than so many seconds.
  func hasLasted(_ seconds: Double) -> Bool { began.map { .now - $0 > .seconds(seconds) } ?? false }
}
