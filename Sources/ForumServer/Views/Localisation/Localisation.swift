import ForumCore
import Foundation

/// The texts of all languages, read once at start from `web/locales/*.json` (i18next v4: nested keys, `{{slots}}`, plural suffixes).
struct Localisation: Sendable {
  private let texts: [InterfaceLocale: Texts]

  /// Reads every language's file from a folder. A file that is missing or is not such JSON throws: the program's own files are whole.
  init(folder: String) throws {
    var messages: [InterfaceLocale: [String: Message]] = [:]
    for locale in InterfaceLocale.allCases {
      let file = URL(fileURLWithPath: folder).appendingPathComponent(locale.rawValue + ".json")
      messages[locale] = try Self.flat(Array(Data(contentsOf: file))).mapValues(Message.init)
    }
    self.init(messages: messages)
  }

  init(messages: [InterfaceLocale: [String: Message]]) {
    let fallback = messages[.fallback] ?? [:]
    texts = Dictionary(
      uniqueKeysWithValues: InterfaceLocale.allCases.map {
        ($0, Texts(locale: $0, messages: messages[$0] ?? [:], fallback: fallback))
      })
  }

  subscript(locale: InterfaceLocale) -> Texts { texts[locale]! }

  /// The texts of a file by their full keys: `{"post": {"reply": "Răspundeți"}}` is `post.reply`.
  static func flat(_ file: [UInt8]) throws -> [String: String] {
    var result: [String: String] = [:]
    func add(_ value: JSONValue, at key: String) throws {
      switch value {
      case .string(let text): result[key] = text
      case .object(let group):
        for member in group.members { try add(member.value, at: key.isEmpty ? member.key : key + "." + member.key) }
      default: throw LocalisationFault.notAText(key)
      }
    }
    try add(try JSONParser.parse(file), at: "")
    return result
  }
}

/// A language's file is not texts in groups.
enum LocalisationFault: Error, CustomStringConvertible {
  case notAText(String)

  var description: String {
    switch self {
    case .notAText(let key): "The text \"\(key)\" of a language's file is neither a text nor a group of texts."
    }
  }
}
