import Testing

@testable import forum_cli

struct PhraseTests {
  @Test(arguments: [
    (0, "0 mesaje"), (1, "1 mesaj"), (2, "2 mesaje"), (19, "19 mesaje"), (20, "20 de mesaje"), (100, "100 de mesaje"),
    (101, "101 mesaje"), (119, "119 mesaje"), (120, "120 de mesaje"), (1000, "1000 de mesaje"),
  ])
  func `Romanian joins large numbers with de`(number: Int, expected: String) {
    #expect(Phrase.posts(number).ro == expected)
  }

  @Test func `English has one and many`() {
    #expect([0, 1, 2, 21].map { Phrase.posts($0).en } == ["0 posts", "1 post", "2 posts", "21 posts"])
  }

  @Test(arguments: [
    (["LANG": "ro_RO.UTF-8"], Language.romanian), (["LANG": "en_GB.UTF-8"], .english), ([:], .english), (["LANG": "C"], .english),
    (["LANG": "en_US.UTF-8", "LC_ALL": "ro_RO.UTF-8"], .romanian),
    (["LANG": "ro_RO.UTF-8", "LC_ALL": "", "LC_MESSAGES": "en_US"], .english),
    (["LANG": "rom_RO"], .english),
  ])
  func `the language is the locale's`(environment: [String: String], expected: Language) {
    #expect(Language(environment: environment) == expected)
  }
}
