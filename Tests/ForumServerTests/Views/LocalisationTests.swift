import Foundation
import Testing

@testable import ForumServer

struct LocalisationTests {
  private static let messages: [InterfaceLocale: [String: String]] = Dictionary(
    uniqueKeysWithValues: InterfaceLocale.allCases.map {
      ($0, try! Localisation.flat(Array(Data(contentsOf: URL(fileURLWithPath: "\(Samples.folder)/\($0.rawValue).json")))))
    })

  private static func withoutPlural(_ key: String) -> (base: String, category: PluralRule.Category?) {
    for category in PluralRule.Category.allCases where key.hasSuffix("_" + category.rawValue) {
      return (String(key.dropLast(category.rawValue.count + 1)), category)
    }
    return (key, nil)
  }

  @Test(arguments: InterfaceLocale.allCases) func `every language has every text, in every form its plurals ask for`(
    _ locale: InterfaceLocale
  ) {
    let own = Set(Self.messages[locale]!.keys)
    var expected: Set<String> = []
    for key in Self.messages[.fallback]!.keys {
      let (base, category) = Self.withoutPlural(key)
      if category == nil {
        expected.insert(key)
      } else {
        for form in PluralRule.categories(in: locale.rawValue) { expected.insert(base + "_" + form.rawValue) }
      }
    }
    #expect(own.subtracting(expected).sorted() == [])
    #expect(expected.subtracting(own).sorted() == [])
  }

  @Test func `the slots are the same in every language`() {
    for (key, text) in Self.messages[.en]! {
      let base = Self.withoutPlural(key)
      let other = Self.messages[.ro]![key] ?? Self.messages[.ro]![base.base + "_other"]!
      // "One" may be written out: a form may leave its count away.
      let slots = { (text: String) in Set(Message(text).slots).subtracting(["count"]) }
      #expect(slots(text) == slots(other), "\(key)")
    }
  }

  /// What any interpolation of a key is turned into: it stands for some letters within one part of the key.
  private static let anything: Character = "*"

  /// The string literals of the sources that look like keys: `post.reply`, `kinds.*`, `spaces.*.name`.
  private static func literals() throws -> Set<String> {
    let folder = Samples.folder.components(upTo: "/web/") + "/Sources/ForumServer"
    let files = FileManager.default.enumerator(atPath: folder)!.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    var keys: Set<String> = []
    for file in files {
      for line in try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(separator: "\n") {
        var rest = line.drop { $0 == " " }
        if rest.hasPrefix("//") { continue }
        while let open = rest.firstIndex(of: "\"") {
          rest = rest[rest.index(after: open)...]
          var key = ""
          var depth = 0
          while let character = rest.first, depth > 0 || character != "\"" {
            rest = rest.dropFirst()
            if depth == 0, character == "\\", rest.first == "(" {
              key.append(anything)
              depth = 1
              rest = rest.dropFirst()
            } else if depth == 0 {
              key.append(character)
            } else {
              depth += character == "(" ? 1 : character == ")" ? -1 : 0
            }
          }
          rest = rest.dropFirst()
          if key.wholeMatch(of: /[a-zA-Z]+(\.[-a-zA-Z*]+)+/) != nil { keys.insert(key) }
        }
      }
    }
    return keys
  }

  @Test func `every text that is used exists, and every text that exists is used`() throws {
    let known = Set(Self.messages[.ro]!.keys.map { Self.withoutPlural($0).base })
    let groups = Set(known.map { $0.prefix { $0 != "." } }).subtracting(["live", "problems"])
    var unused = known.filter { groups.contains($0.prefix { $0 != "." }) }
    for key in try Self.literals() where groups.contains(key.prefix { $0 != "." }) {
      let pattern = try Regex("^" + key.replacing(".", with: "\\.").replacing("*", with: "[-a-zA-Z0-9]+") + "$")
      let found = known.filter { $0.contains(pattern) }
      #expect(!found.isEmpty, "no text for \(key)")
      unused.subtract(found)
    }
    #expect(unused.sorted() == [])
  }

  @Test func `every problem has its sentence in every language`() {
    for locale in InterfaceLocale.allCases {
      for code in ProblemTable.codes {
        #expect(Self.messages[locale]!["problems.\(code).title"] != nil, "\(locale) \(code)")
      }
    }
  }

  @Test func `enumerations of the domain have their words`() {
    let texts = Samples.localisation[.en]
    #expect(texts.has("kinds.case-study") && texts.has("kindsAbout.case-study") && texts.has("kindsPlural.case-study"))
    for notice in Notice.allCases { #expect(texts.has("notice.\(notice.rawValue)"), "\(notice)") }
    for act in Act.allCases {
      for part in ["title", "text", "button"] { #expect(texts.has("acts.\(act.rawValue).\(part)"), "\(act)") }
    }
    for theme in Theme.allCases { #expect(texts.has("display.\(theme.rawValue)"), "\(theme)") }
  }

  @Test func `Romanian is written with its letters and to everybody politely`() throws {
    // The second person singular, and cedillas instead of commas below.
    let familiar = try Regex(
      #"\b(tu|tău|tăi|tale|tine|îți|ești|poți|vrei|știi|apasă|încearcă|reîncarcă|intră)\b"#
    ).ignoresCase()
    for (key, text) in Self.messages[.ro]! {
      #expect(!text.contains(/[şţŞŢ]/), "\(key): \(text)")
      #expect(!text.contains(familiar), "\(key): \(text)")
    }
    for messages in Self.messages.values {
      for (key, text) in messages { #expect(!text.lowercased().contains("igan"), "\(key)") }
    }
  }

  @Test func `numbers take their noun as each language does`() {
    let ro = Samples.localisation[.ro]
    let expected = [
      0: "0 mesaje", 1: "1 mesaj", 2: "2 mesaje", 19: "19 mesaje", 20: "20 de mesaje", 100: "100 de mesaje", 101: "101 mesaje",
      119: "119 mesaje",
      120: "120 de mesaje", 1_000: "1.000 de mesaje", 1_001: "1.001 mesaje", 1_234_567: "1.234.567 de mesaje",
    ]
    for (count, text) in expected { #expect(ro("thread.posts", count: count) == text) }
    let en = Samples.localisation[.en]
    #expect(
      en("thread.posts", count: 1) == "1 post" && en("thread.posts", count: 0) == "0 posts"
        && en("thread.posts", count: 1_021) == "1,021 posts")
  }

  @Test func `plural categories follow CLDR`() {
    for count in 0...300 {
      let few = count == 0 || count != 1 && (1...19).contains(count % 100)
      #expect(PluralRule.category(of: count, in: "ro") == (count == 1 ? .one : few ? .few : .other))
      for language in ["en", "hu", "rom"] {
        #expect(PluralRule.category(of: count, in: language) == (count == 1 ? .one : .other))
      }
    }
  }

  @Test func `a missing text is read in Romanian, and a missing key is itself`() {
    let localisation = Localisation(messages: [.ro: ["a": Message("română {{x}}"), "n_few": Message("{{count}} lei")], .en: [:]])
    #expect(localisation[.en]("a", ["x": "1"]) == "română 1")
    #expect(localisation[.en]("n", count: 5) == "5 lei")
    #expect(localisation[.en]("b.c") == "b.c")
  }

  @Test func `a message is cut at its slots`() {
    #expect(Message("a {{ x }} b{{y}}").parts == [.literal("a "), .slot("x"), .literal(" b"), .slot("y")])
    #expect(Message("{{open").parts == [.literal("{{open")])
    #expect(Message("").parts == [])
  }
}
