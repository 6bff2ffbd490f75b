import ForumCore

/// The text that `$EDITOR` opens for a decision, and what came of it.
struct ConsoleLetter: Equatable {
  var facts = ""
  var explanation = ""
  /// What stands behind `space:`, `title:` or `into:`, for the measures that need it.
  var target = ""

  /// The member of the decision that says where to: its line comes first.
  static func targetName(of measure: Measure) -> String? {
    switch measure {
    case .move: "space"
    case .split: "title"
    case .merge: "into"
    default: nil
    }
  }

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
    var target: [String] = []
    if let name = targetName(of: measure) { target = [help(name).text(language), "\(name): ", ""] }
    return ([about.text(language)] + target + [facts.text(language)]).joined(separator: "\n") + "\n\n\n---\n"
      + explanation.text(language) + "\n\n"
  }

  private static func help(_ name: String) -> Phrase {
    switch name {
    case "space": Phrase(ro: "# Rubrica în care se mută: cheia ei.", en: "# The space to move to: its key.")
    case "title": Phrase(ro: "# Titlul subiectului nou.", en: "# The title of the new thread.")
    default: Phrase(ro: "# Numărul subiectului în care se unește.", en: "# The number of the thread to merge into.")
    }
  }

  init(parsing text: String, for measure: Measure? = nil) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("#") }
    if let name = measure.flatMap(Self.targetName), let index = lines.firstIndex(where: { $0.hasPrefix(name + ":") }) {
      target = Self.trimmed(lines.remove(at: index).dropFirst(name.count + 1))
    }
    let parts = lines.split(separator: "---", maxSplits: 1, omittingEmptySubsequences: false)
    facts = Self.trimmed(parts[0].joined(separator: "\n"))
    explanation = parts.count > 1 ? Self.trimmed(parts[1].joined(separator: "\n")) : ""
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
