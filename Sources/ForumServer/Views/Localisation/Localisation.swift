import Foundation

/// The texts of all languages, read once at start from `web/locales/*.json` (i18next v4: nested keys, `{{slots}}`, plural suffixes).
struct Localisation: Sendable {
  private let texts: [InterfaceLocale: Texts]

  /// Reads every language's file from a folder. A file that is missing or is not such JSON throws: the program's own files are whole.
  init(folder: String) throws {
    var messages: [InterfaceLocale: [String: Message]] = [:]
    for locale in InterfaceLocale.allCases {
      let file = URL(fileURLWithPath: folder).appendingPathComponent(locale.rawValue + ".json")
      messages[locale] = try Self.flat(Data(contentsOf: file)).mapValues(Message.init)
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
  static func flat(_ file: Data) throws -> [String: String] {
    var result: [String: String] = [:]
    func add(_ node: Node, at key: String) {
      switch node {
      case .text(let text): result[key] = text
      case .group(let nodes): for (name, node) in nodes { add(node, at: key.isEmpty ? name : key + "." + name) }
      }
    }
    add(try JSONDecoder().decode(Node.self, from: file), at: "")
    return result
  }

  private indirect enum Node: Decodable {
    case text(String)
    case group([String: Node])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .group(try container.decode([String: Node].self))
      }
    }
  }
}
