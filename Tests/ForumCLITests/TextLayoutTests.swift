import Testing

@testable import forum_cli

struct TextLayoutTests {
  @Test func `lines break between words and keep the breaks they had`() {
    #expect(TextLayout.wrap("unu doi trei\n\npatru", to: 8) == ["unu doi", "trei", "", "patru"])
    #expect(TextLayout.wrap("", to: 8) == [""])
  }

  @Test func `a word longer than a line is broken where it must`() {
    #expect(TextLayout.wrap("a https://example.org/x", to: 10) == ["a", "https://ex", "ample.org/", "x"])
  }

  @Test func `a line's indent stays on the lines it becomes`() {
    #expect(TextLayout.wrap("  - unu doi trei", to: 9) == ["  - unu", "  doi", "  trei"])
  }

  @Test func `wide characters fill two columns and marks none`() {
    #expect(TextLayout.width("ăâîșț") == 5)
    #expect(TextLayout.width("a\u{0306}") == 1)
    #expect(TextLayout.width("数字") == 4)
    #expect(TextLayout.width("👍🏽") == 2)
    #expect(TextLayout.width("❤️") == 2)
    #expect(TextLayout.width("▪◆●") == 3)
    #expect(TextLayout.wrap("数字数字", to: 5) == ["数字", "数字"])
  }

  @Test func `a cut text says that something is missing`() {
    #expect(TextLayout.cut("mesaj lung", to: 6) == "mesaj…")
    #expect(TextLayout.cut("scurt", to: 5) == "scurt")
    #expect(TextLayout.cut("数字数", to: 4) == "数…")
  }

  @Test func `nothing that somebody wrote can drive the terminal`() {
    #expect(TextLayout.harmless("a\u{1B}[2Jb") == "a\u{FFFD}[2Jb")
    #expect(TextLayout.harmless("a\rb\u{7}\u{9B}c\u{202E}d") == "ab\u{FFFD}\u{FFFD}c\u{FFFD}d")
    #expect(TextLayout.harmless("a\tb\nc") == "a  b\nc")
    #expect(TextLayout.harmlessLine("a\nb\u{2028}c") == "a b c")
  }

  @Test func `no line is wider than asked, whatever the text`() {
    var generator = SystemRandomNumberGenerator()
    let pieces = ["a", "bună", " ", "  ", "\n", "数字", "👍🏽", "foartelungcuvântfărăpauză", "-", "\t"]
    for _ in 0..<500 {
      let text = TextLayout.harmless((0..<30).map { _ in pieces.randomElement(using: &generator)! }.joined())
      for columns in [5, 20, 80] {
        for line in TextLayout.wrap(text, to: columns) { #expect(TextLayout.width(line) <= columns) }
      }
    }
  }
}
