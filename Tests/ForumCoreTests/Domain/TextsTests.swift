import Testing

@testable import ForumCore

/// The checks of texts read bytes; what they find is told in scalars.
struct TextsTests {
  /// Every scalar of the first planes' beginnings, and the ends of all planes.
  private static let scalars: [Unicode.Scalar] = {
    let starts = (0..<0x3000).map { UInt32($0) }
    let ends = (0...16).flatMap { plane in (0xFF00...0xFFFF).map { UInt32(plane << 16 | $0) } }
    return (starts + ends).compactMap { Unicode.Scalar($0) }
  }()

  @Test func `controls and noncharacters are found whatever stands around them`() {
    for scalar in Self.scalars {
      let isControl = scalar.properties.generalCategory == .control || scalar.value & 0xFFFE == 0xFFFE
      let isLine = scalar == "\n" || scalar == "\t"
      for text in ["\(scalar)", "ș\(scalar)", "\u{1F600}\(scalar)a"] {
        #expect(text.hasControls(allowingLines: false) == isControl, "U+\(String(scalar.value, radix: 16))")
        #expect(text.hasControls(allowingLines: true) == (isControl && !isLine), "U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  @Test func `a text is counted in scalars and trimmed of every white space`() {
    for scalar in Self.scalars {
      let text = "\(scalar)a\(scalar)"
      #expect(text.isLonger(than: 2) && !text.isLonger(than: 3))
      #expect(text.trimmed == (scalar.properties.isWhitespace ? "a" : text))
    }
    #expect("".trimmed == "" && " \n ".trimmed == "" && "\u{A0}da ".trimmed == "da")
  }
}
