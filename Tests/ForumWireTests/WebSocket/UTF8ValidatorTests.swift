import ForumWire
import FuzzSupport
import Testing

@Suite struct UTF8ValidatorTests {
  /// Well-formed and ill-formed sequences at the borders of Unicode's table 3-7.
  static let samples: [[UInt8]] = [
    [], [0x00], [0x7F], [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2, 0x80], [0xDF, 0xBF], [0xC2], [0xC2, 0x7F],
    [0xC2, 0xC0],
    [0xE0, 0x9F, 0xBF], [0xE0, 0xA0, 0x80], [0xE1, 0x80, 0x80], [0xEC, 0xBF, 0xBF], [0xED, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
    [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF], [0xEF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80],
    [0xF3, 0xBF, 0xBF, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
    [0xF8, 0x88, 0x80, 0x80, 0x80],
    [0xFE], [0xFF], [0xF0, 0x90, 0x80], [0xF0, 0x90, 0x80, 0x41],
  ]

  @Test func `it agrees with Swift's own strings, in every split and surrounding`() {
    for sample in Self.samples {
      for prefix in ["", "a", "abcdefg", "abcdefgh", "ș𝄞"] {
        for suffix in ["", "z", "0123456789"] {
          let text = bytes(prefix) + sample + bytes(suffix)
          let isValid = String(validating: text, as: UTF8.self) != nil
          for pieces in everySplit(text) {
            var validator = UTF8Validator()
            let accepted = pieces.allSatisfy { validator.append($0) } && validator.isComplete
            #expect(accepted == isValid, "\(text)")
          }
        }
      }
    }
  }

  @Test func `it agrees with Swift's own strings on every pair and many random bytes`() {
    var generator = SeededGenerator(seed: 7)
    let leads: [UInt8] = [0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5]
    for _ in 0..<5_000 {
      let text = (0..<Int.random(in: 1...12, using: &generator)).map { _ in leads.randomElement(using: &generator)! }
      #expect(UTF8Validator.isValid(text) == (String(validating: text, as: UTF8.self) != nil), "\(text)")
    }
  }
}
