import ForumCore
import Synchronization

/// Limits how often somebody does something, per process (generic cell rate algorithm: one number for each key). What protects accounts
/// is counted for all nodes together where there may be several (`SharedAttempts`); the rest keeps load off and stays per node.
///
/// A rule allows a burst and then one act per interval. Keys whose limit has run out of memory are forgotten first; beyond
/// `bound` keys the table is emptied of all that are free again, and if none are, of everything: the limits then begin anew.
final class RateLimiter: Sendable {
  /// What is limited and how.
  struct Rule: Sendable, Hashable {
    let name: String
    /// Acts that may come at once.
    let burst: Int64
    /// Seconds after which one more is allowed.
    let interval: Int64
    /// Whether it protects accounts: then more nodes must not mean more attempts.
    var isShared = false

    /// Sign-ins to one account; one that succeeds forgives the failed ones.
    static let signInAccount = Rule(name: "sign-in-account", burst: 10, interval: 60, isShared: true)
    /// Sign-ins from one address.
    static let signInAddress = Rule(name: "sign-in-address", burst: 30, interval: 20, isShared: true)
    /// Mails that somebody asks for to one address: a mailbox is nobody's to fill.
    static let mailing = Rule(name: "mailing", burst: 3, interval: 600, isShared: true)
    /// Mails that one address of the network asks for.
    static let mailingAddress = Rule(name: "mailing-address", burst: 20, interval: 60, isShared: true)
    /// Registrations from one address: a class or an office may share one.
    static let registration = Rule(name: "registration", burst: 20, interval: 180, isShared: true)
    /// Threads and posts of one person.
    static let posting = Rule(name: "posting", burst: 20, interval: 6)
    /// Programs that ask to act for somebody, from one address; and codes of theirs that a person tries.
    static let device = Rule(name: "device", burst: 20, interval: 30, isShared: true)
    /// Copies of one's own data.
    static let exporting = Rule(name: "exporting", burst: 5, interval: 60)
    /// Notices to the moderators, of one person or one address.
    static let notifying = Rule(name: "notifying", burst: 10, interval: 60)
    /// Changes of one person's name or of as what they speak: each concerns every thread they have written in.
    static let naming = Rule(name: "naming", burst: 10, interval: 1_800)
    /// Reactions, edits and other acts of one person.
    static let acting = Rule(name: "acting", burst: 60, interval: 1)
  }

  private struct Key: Hashable {
    let rule: String
    let who: String
  }

  /// When off, everything is allowed: `--test-mode`.
  let isOn: Bool
  private let bound: Int
  /// The moment, in microseconds, at which each key is as good as new.
  private let free = Mutex<[Key: Int64]>([:])

  init(isOn: Bool, bound: Int = 100_000) {
    self.isOn = isOn
    self.bound = bound
  }

  /// Counts an act. Nil when it is allowed; else the seconds after which it will be, rounded up.
  func take(_ rule: Rule, by who: String, now: Instant) -> Int? {
    guard isOn else { return nil }
    let interval = rule.interval * 1_000_000
    return free.withLock { free in
      let key = Key(rule: rule.name, who: who)
      let next = max(free[key] ?? 0, now.microseconds) + interval
      let excess = next - now.microseconds - rule.burst * interval
      guard excess <= 0 else { return Int((excess + 999_999) / 1_000_000) }
      if free.count >= bound, free[key] == nil {
        free = free.filter { $0.value > now.microseconds }
        if free.count >= bound { free.removeAll(keepingCapacity: true) }
      }
      free[key] = next
      return nil
    }
  }

  /// Forgets what was counted: a sign-in succeeded.
  func forgive(_ rule: Rule, _ who: String) {
    free.withLock { _ = $0.removeValue(forKey: Key(rule: rule.name, who: who)) }
  }

  /// Keys remembered now.
  var count: Int { free.withLock { $0.count } }
}
