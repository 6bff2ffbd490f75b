/// What has a post wait for a moderator whatever its space: an administrator's rules, one set for the installation.
public struct RuleSet: Sendable, Equatable {
  /// Words and phrases, compared folded: without diacritics, case and punctuation, as whole words; one that ends in `*` is the
  /// beginning of words.
  public var words: [String]
  /// More links than this in one post; nil for any number.
  public var links: Int?
  /// The same text again by the same person within a day.
  public var repeats: Bool
  /// More posts than this by one person within an hour; nil for any number.
  public var perHour: Int?

  public init(words: [String] = [], links: Int? = nil, repeats: Bool = false, perHour: Int? = nil) {
    self.words = words
    self.links = links
    self.repeats = repeats
    self.perHour = perHour
  }

  /// Trimmed, without doubles and empty lines, within bounds.
  func checked() throws(Rejection) -> RuleSet {
    var set = self
    set.words = []
    var seen: Set<String> = []
    for word in words {
      let word = word.trimmed
      if word.isEmpty { continue }
      if word.isLonger(than: Limits.ruleWord) { throw .fieldTooLong("words", limit: Limits.ruleWord) }
      if word.hasControls(allowingLines: false) { throw .controlCharacters(field: "words") }
      guard !RomanianFold.fold(word).isEmpty, seen.insert(RomanianFold.fold(word) + (word.hasSuffix("*") ? "*" : "")).inserted
      else { continue }
      set.words.append(word)
    }
    guard set.words.count <= Limits.ruleWords else { throw .fieldTooLong("words", limit: Limits.ruleWords) }
    return set
  }

  /// The content of the event: `{"words":["…"]}`.
  var content: JSONValue { ["words": .array(words.map { .string($0) })] }

  /// The first of its words that a text has; nil where it has none.
  public func firstWord(in text: String) -> String? {
    guard !words.isEmpty else { return nil }
    let folded = " " + RomanianFold.fold(text) + " "
    return words.first { word in
      let needle = " " + RomanianFold.fold(word)
      return folded.contains(word.hasSuffix("*") ? needle : needle + " ")
    }
  }
}
