/// Decides whether a post appears at once or waits for a moderator. Pure.
struct Screen: Sendable {
  var policy = SpacePolicy.open
  /// The installation's rules; nil where there are none.
  var rules: RuleSet?
  /// What the person posted within the last day, newest first, and how many within the last hour. Only where a rule asks.
  var recent: [String] = []
  var lastHour = 0

  /// Nothing is held.
  static let open = Screen()

  /// Why the words wait; nil where they may appear. `title` is that of a thread they would open.
  func reason(to hold: String, title: String? = nil, by person: ActingPerson) -> HoldReason? {
    guard person.role < .moderator else { return nil }
    switch policy.premoderation {
    case .all: return .space
    // Who speaks for a verified organisation is no stranger.
    case .newcomers where person.posts < policy.newcomerPosts && person.spokenFor == nil: return .newcomer
    case .newcomers, .none: break
    }
    let links = Self.links(in: hold)
    if person.areLinksHeld && links > 0 { return .limited }
    guard let rules else { return nil }
    if rules.firstWord(in: title.map { $0 + "\n" + hold } ?? hold) != nil { return .words }
    if let most = rules.links, links > most { return .links }
    if rules.repeats, recent.contains(hold) { return .repetition }
    if let most = rules.perHour, lastHour >= most { return .rate }
    return nil
  }

  /// Addresses of the web in a text.
  static func links(in text: String) -> Int {
    let lower = text.lowercased()
    let addresses = lower.ranges(of: "http://").count + lower.ranges(of: "https://").count
    return addresses + lower.ranges(of: "www.").count - lower.ranges(of: "://www.").count
  }
}
