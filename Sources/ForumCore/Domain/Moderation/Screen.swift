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
    if person.areLinksHeld && Self.links(in: hold) > 0 { return .limited }
    guard let rules else { return nil }
    if rules.firstWord(in: title.map { $0 + "\n" + hold } ?? hold) != nil { return .words }
    if let most = rules.links, Self.links(in: hold) > most { return .links }
    if rules.repeats, recent.contains(hold) { return .repetition }
    if let most = rules.perHour, lastHour >= most { return .rate }
    return nil
  }

  /// Addresses of the web in a text: what begins with a scheme, or with `www.` without one.
  static func links(in text: String) -> Int {
    let folded = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    func count(_ mark: String) -> Int {
      let mark = Array(mark.utf8)
      return folded.indices.count { folded[$0] == mark[0] && folded[$0...].starts(with: mark) }
    }
    return count("http://") + count("https://") + count("www.") - count("://www.")
  }
}
