import ForumCore

/// All texts of one language, with its plural rule, numbers and dates. Made once at start; shared by all pages.
///
/// Called like a function it gives a message by its key: `texts("post.reply")`, `texts("thread.posts", count: 20)`.
final class Texts: Sendable {
  let locale: InterfaceLocale
  private let messages: [String: Message]
  private let fallback: [String: Message]
  /// What has been written in this language once for all pages.
  let pieces = PieceMemo()

  init(locale: InterfaceLocale, messages: [String: Message], fallback: [String: Message]) {
    self.locale = locale
    self.messages = messages
    self.fallback = fallback
    let live = fallback.merging(messages) { _, own in own }.compactMap { key, message -> (key: String, text: String)? in
      guard key.hasPrefix("live.") else { return nil }
      let name = String(key.dropFirst(5)).replacing("_", with: "-")
      return Self.isAttributeName(name) ? (name, message.filled { "{{" + $0 + "}}" }) : nil
    }
    scriptTexts = live.sorted { $0.key < $1.key }
  }

  /// The message of a key: in this language, else in the fallback's, else the key itself.
  func message(_ key: String) -> Message { messages[key] ?? fallback[key] ?? Message(key) }

  /// The message of a counted key, in the form the number asks for.
  func message(_ key: String, count: Int) -> Message {
    let form = key + "_" + PluralRule.category(of: count, in: locale.rawValue).rawValue
    if let message = messages[form] { return message }
    let other = key + "_" + PluralRule.category(of: count, in: InterfaceLocale.fallback.rawValue).rawValue
    return fallback[other] ?? Message(key)
  }

  func callAsFunction(_ key: String) -> String { message(key).filled { _ in nil } }

  func callAsFunction(_ key: String, _ values: [String: String]) -> String { message(key).filled { values[$0] } }

  /// A counted message: `{{count}}` becomes the number as this language writes it.
  func callAsFunction(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
    message(key, count: count).filled { $0 == "count" ? number(count) : values[$0] }
  }

  /// Whether a key has a text of its own, here or in the fallback.
  func has(_ key: String) -> Bool { messages[key] != nil || fallback[key] != nil }

  /// The group `live`, for the scripts: slots are left open (`{{count}} mesaje noi`), plural suffixes are written `-few`, as an
  /// attribute's name allows. Sorted by key.
  let scriptTexts: [(key: String, text: String)]

  /// What an attribute's name may be made of.
  private static func isAttributeName(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// 1234 as `1.234` (ro) or `1,234` (en).
  func number(_ value: Int) -> String {
    let digits = String(value.magnitude)
    guard digits.utf8.count > 3 else { return String(value) }
    var result = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { result += locale == .ro ? "." : "," }
      result.append(digit)
    }
    return result
  }

  /// `24 noiembrie 2026`
  func date(_ instant: Instant) -> String {
    let time = RomanianTime(instant)
    return "\(time.day) " + self("months.\(time.month)") + " \(time.year)"
  }

  /// `24 noiembrie 2026, 21:05`
  func dateTime(_ instant: Instant) -> String { date(instant) + ", " + RomanianTime(instant).clock }
}
