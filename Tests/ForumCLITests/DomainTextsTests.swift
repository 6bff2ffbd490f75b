private import Foundation
import ForumCore
import Testing

@testable import forum_cli

/// The terminal's words are the page's: one word for one thing.
struct DomainTextsTests {
  private func texts(_ language: Language) throws -> JSONValue {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try JSONParser.parse(Array(Data(contentsOf: project.appending(path: "web/locales/\(language.rawValue).json"))))
  }

  @Test(arguments: Language.allCases)
  func `kinds, categories, levels and professions are called as on the pages`(language: Language) throws {
    let page = try texts(language)
    for kind in ThreadKind.allCases { #expect(kind.phrase.text(language) == page["kinds"]?[kind.rawValue]?.string) }
    for level in InstitutionLevel.allCases { #expect(level.phrase.text(language) == page["levels"]?[level.rawValue]?.string) }
    for profession in Profession.allCases {
      #expect(profession.phrase.text(language) == page["professions"]?[profession.rawValue]?.string)
    }
    for category in StakeholderCategory.allCases {
      #expect(category.phrase.text(language) == page["categories"]?[category.rawValue]?.string)
      #expect(category.voices.text(language) + " {{count}}" == page["balance"]?[category.rawValue]?.string)
    }
  }

  @Test(arguments: Language.allCases)
  func `measures, grounds and labels are called as on the pages`(language: Language) throws {
    let page = try texts(language)
    for measure in Measure.allCases { #expect(measure.phrase.text(language) == page["measures"]?[measure.rawValue]?.string) }
    for ground in Ground.allCases { #expect(ground.phrase.text(language) == page["grounds"]?[ground.rawValue]?.string) }
    for label in PostLabel.allCases { #expect(label.phrase.text(language) == page["labels"]?[label.rawValue]?.string) }
  }

  @Test(arguments: Language.allCases)
  func `the built-in spaces are called as on the pages`(language: Language) throws {
    let page = try #require(try texts(language)["spaces"])
    for key in ["education", "health", "housing", "employment", "identity", "anti-discrimination"] {
      #expect(SpaceTexts.phrase(key).text(language) == page[key]?["name"]?.string)
    }
  }

  @Test func `an operator's own space has the name it was given`() {
    #expect(SpaceTexts.phrase("transport", name: "Transport local") == Phrase("Transport local"))
  }
}
