/// Which form of a message goes with a whole number: the cardinal plural rules of CLDR, for the languages of the forum.
///
/// - ro: one 1; few 0, 2…19, 101…119, …; other 20…100, 120…, before which the noun takes *de*
/// - en, hu: one 1; other
/// - rom (CLDR has none; our own): one 1; other
enum PluralRule {
  /// The category's name is the suffix of an i18next key: `messages_few`.
  enum Category: String, Sendable, CaseIterable {
    case one, few, other
  }

  /// The category of `count` in a language by its tag; unknown languages follow English.
  static func category(of count: Int, in language: String) -> Category {
    if count == 1 { return .one }
    guard language == "ro" else { return .other }
    return count == 0 || (1...19).contains(count.magnitude % 100) ? .few : .other
  }

  /// The forms a language's file must have for a counted message.
  static func categories(in language: String) -> [Category] { language == "ro" ? [.one, .few, .other] : [.one, .other] }
}
