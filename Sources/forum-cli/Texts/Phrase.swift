/// The languages the terminal speaks.
enum Language: String, Sendable, CaseIterable {
  case romanian = "ro"
  case english = "en"

  /// The language of the messages by the usual variables: `LC_ALL` before `LC_MESSAGES` before `LANG`. English unless Romanian.
  init(environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    self = locale == "ro" || locale.hasPrefix("ro_") || locale.hasPrefix("ro.") ? .romanian : .english
  }
}

/// A text in every language the terminal speaks: complete by construction.
struct Phrase: Sendable, Equatable {
  let ro: String
  let en: String

  init(ro: String, en: String) {
    self.ro = ro
    self.en = en
  }

  /// A text that is the same everywhere: a name, a number, a server's own words.
  init(_ same: String) {
    ro = same
    en = same
  }

  func text(_ language: Language) -> String {
    switch language {
    case .romanian: ro
    case .english: en
    }
  }

  /// A number with its noun. Romanian joins with *de* all numbers but those ending in 01–19, as CLDR has it: "19 mesaje",
  /// "20 de mesaje", "101 mesaje".
  static func counted(_ number: Int, ro: (one: String, many: String), en: (one: String, many: String)) -> Phrase {
    let rest = number % 100
    let romanian =
      if number == 1 {
        "1 \(ro.one)"
      } else if number == 0 || (1...19).contains(rest) {
        "\(number) \(ro.many)"
      } else {
        "\(number) de \(ro.many)"
      }
    return Phrase(ro: romanian, en: "\(number) \(number == 1 ? en.one : en.many)")
  }
}

extension Phrase {
  static func posts(_ number: Int) -> Phrase { counted(number, ro: ("mesaj", "mesaje"), en: ("post", "posts")) }
  static func threads(_ number: Int) -> Phrase { counted(number, ro: ("subiect", "subiecte"), en: ("thread", "threads")) }
  static func events(_ number: Int) -> Phrase {
    counted(number, ro: ("eveniment", "evenimente"), en: ("event", "events"))
  }
  static func rows(_ number: Int) -> Phrase { counted(number, ro: ("rând", "rânduri"), en: ("row", "rows")) }
  static func votes(_ number: Int) -> Phrase { counted(number, ro: ("vot", "voturi"), en: ("vote", "votes")) }
  static func people(_ number: Int) -> Phrase { counted(number, ro: ("persoană", "persoane"), en: ("person", "people")) }
  static func readers(_ number: Int) -> Phrase { counted(number, ro: ("cititor", "cititori"), en: ("reader", "readers")) }
  static func seconds(_ number: Int) -> Phrase { counted(number, ro: ("secundă", "secunde"), en: ("second", "seconds")) }
}
