import Testing

@testable import ForumCore

/// Codes: what the RFCs say of them, and that none works twice.
struct OneTimePasswordTests {
  @Test(
    "the codes of RFC 6238, appendix B",
    arguments: [
      (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
      (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ] as [(Int64, String)])
  func vectors(_ seconds: Int64, _ code: String) {
    let step = OneTimePassword.step(at: Instant(microseconds: seconds * 1_000_000))
    #expect(OneTimePassword.code(secret: Array("12345678901234567890".utf8), step: step) == code)
  }

  @Test(
    "base 32 as in RFC 4648, 10",
    arguments: [
      ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
      ("foobar", "MZXW6YTBOI"),
    ])
  func base32(_ text: String, _ encoded: String) {
    #expect(Base32.encode(Array(text.utf8)) == encoded)
  }

  @Test func `what an app reads names the account and is escaped`() {
    let address = OneTimePassword.address(secret: Array("foobar".utf8), issuer: "Sfat", account: "ana@exemplu.ro")
    #expect(address == "otpauth://totp/Sfat:ana%40exemplu%2Ero?secret=MZXW6YTBOI&issuer=Sfat")
  }

  @Test func `a paper code is read however it is typed`() throws {
    let code = PaperCode()
    #expect(PaperCode(code.description) == code)
    #expect(PaperCode(code.description.lowercased().replacing("-", with: " ")) == code)
    #expect(PaperCode("oooo-iiii-llll") == PaperCode("0000-1111-1111"))
    for wrong in ["", "K7QM", "K7QM-3DXF-9TWAA", "K7QM-3DXF-9TW!", "UUUU-UUUU-UUUU"] { #expect(PaperCode(wrong) == nil) }
    #expect(PaperCode().hash != code.hash)
  }

  @Test func `a code is taken a step early or late, and no older than the last one used`() {
    let secret = RandomBytes.make(OneTimePassword.secretBytes)
    let now = Instant.now
    let step = OneTimePassword.step(at: now)
    for offset in -1...1 as ClosedRange<Int64> {
      let code = OneTimePassword.code(secret: secret, step: step + offset)
      #expect(OneTimePassword.match(code, secret: secret, after: 0, now: now) != nil)
      #expect(OneTimePassword.match(code, secret: secret, after: step + 1, now: now) == nil)
    }
    #expect(OneTimePassword.match(" 12 ", secret: secret, after: 0, now: now) == nil)
  }
}
