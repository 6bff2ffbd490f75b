/// A language the pages can be in. The raw value is its BCP 47 tag and the name of its file in `web/locales`.
///
/// What a language's file lacks is read in Romanian, the language every text is written in first.
enum InterfaceLocale: String, Sendable, CaseIterable, Hashable {
  case ro, en

  /// The name of the language in itself, for the switch.
  var ownName: StaticString {
    switch self {
    case .ro: "Română"
    case .en: "English"
    }
  }

  static let fallback = InterfaceLocale.ro
}
