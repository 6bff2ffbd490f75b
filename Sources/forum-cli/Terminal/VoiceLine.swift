import ForumCore

/// How voices look in the terminal: the mark, the word, the name. One place for lists, trees and live lines.
struct VoiceLine: Sendable {
  let style: Style
  let language: Language

  /// `◆ Ana Pop · ONG, Asociația X`; in plain text without the mark. An erased name is said to be one.
  func author(_ name: String?, _ speaker: Speaker) -> String {
    let shown = name.map(TextLayout.harmlessLine) ?? Phrase(ro: "[nume șters]", en: "[name erased]").text(language)
    let head = mark(speaker.category) + style.paint(shown, .bold)
    let described = description(speaker)
    return described.isEmpty ? head : "\(head) · \(described)"
  }

  /// `◆ `, or nothing in plain text; a dot stands where nothing was stated, so that names stay in one column.
  func mark(_ category: StakeholderCategory?) -> String {
    if style.plain { return "" }
    guard let category else { return "· " }
    return style.paint(category.mark, category.ink) + " "
  }

  /// Category with its level, profession, organisation, in words and in the order of the pages.
  func description(_ speaker: Speaker) -> String {
    var words: [String] = []
    if let category = speaker.category {
      words.append(style.paint(category.phrase(at: speaker.level).text(language), category.ink))
    }
    if let profession = speaker.profession { words.append(profession.phrase.text(language)) }
    if let organisation = speaker.organisationName { words.append(TextLayout.harmlessLine(organisation)) }
    return words.joined(separator: ", ")
  }

  /// `▪ instituții 3 · ◆ ONG-uri 2`: who has been heard, in posts; categories with nobody are left out.
  func balance(_ voices: VoiceBalance) -> String {
    var parts: [String] = []
    let few = Phrase(ro: "sub \(Limits.smallCell)", en: "under \(Limits.smallCell)").text(language)
    let counts: [(StakeholderCategory, Int?)] = [
      (.institution, voices.institution), (.ngo, voices.ngo), (.community, voices.countedCommunity), (.mixed, voices.mixed),
    ]
    for (category, count) in counts where count != 0 {
      parts.append(mark(category) + "\(category.voices.text(language)) \(count.map(String.init) ?? few)")
    }
    if voices.unstated > 0, !parts.isEmpty {
      parts.append(Phrase(ro: "nedeclarat \(voices.unstated)", en: "not stated \(voices.unstated)").text(language))
    }
    return parts.joined(separator: " · ")
  }
}
