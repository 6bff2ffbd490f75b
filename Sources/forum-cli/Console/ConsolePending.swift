import ForumCore

/// A decision that was written and leaves in a moment; until then it can be taken back.
struct ConsolePending: Equatable, Sendable {
  /// Seconds between writing and sending.
  static let grace: Int64 = 10

  let matter: Int64
  let measure: Measure
  let fields: JSONObject
  /// Makes sending it twice harmless.
  let key: String
  var leavesAt: Instant
  /// Why sending it failed; it is tried again by itself.
  var trouble: String?

  /// What is kept on disk until it has arrived.
  var stored: JSONValue {
    ["matter": .integer(matter), "measure": .string(measure.rawValue), "fields": .object(fields), "key": .string(key)]
  }

  init(matter: Int64, measure: Measure, fields: JSONObject, key: String, leavesAt: Instant) {
    self.matter = matter
    self.measure = measure
    self.fields = fields
    self.key = key
    self.leavesAt = leavesAt
  }

  init?(_ stored: JSONValue, leavesAt: Instant) {
    guard let matter = stored["matter"]?.integer, let measure = stored["measure"]?.string.flatMap(Measure.init),
      let fields = stored["fields"]?.object, let key = stored["key"]?.string
    else { return nil }
    self.init(matter: matter, measure: measure, fields: fields, key: key, leavesAt: leavesAt)
  }
}

/// The text that `$EDITOR` opens for a decision, and what came of it.
enum ConsoleLetter {
  /// Lines that begin with `#` are left out. The explanation stands below the line with `---`.
  static func template(_ matter: MatterDocument, _ measure: Measure, _ ground: Ground, _ language: Language) -> String {
    let about = Phrase(
      ro: "# \(measure.phrase.ro) · \(ground.phrase.ro) · cazul \(matter.id)",
      en: "# \(measure.phrase.en) · \(ground.phrase.en) · matter \(matter.id)")
    let facts = Phrase(
      ro: "# Faptele: ce s-a întâmplat. Sunt publice: nu numiți pe nimeni. Gol înseamnă renunțare.",
      en: "# The facts: what happened. They are public: name nobody. Empty means never mind.")
    let explanation = Phrase(
      ro: "# Explicația: de ce este împotriva termenilor sau a legii.",
      en: "# The explanation: why it is against the terms or the law.")
    return [about, facts].map { $0.text(language) }.joined(separator: "\n") + "\n\n\n---\n" + explanation.text(language) + "\n\n"
  }

  static func parse(_ text: String) -> (facts: String, explanation: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("#") }
    let parts = lines.split(separator: "---", maxSplits: 1, omittingEmptySubsequences: false)
    func words(_ lines: ArraySlice<Substring>) -> String {
      let joined = lines.joined(separator: "\n")
      return String(joined.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
    return (words(parts[0]), parts.count > 1 ? words(parts[1]) : "")
  }
}
