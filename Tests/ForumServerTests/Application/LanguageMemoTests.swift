import Testing

@testable import ForumServer

struct LanguageMemoTests {
  @Test func `what was weighed once is answered the same again`() {
    let memo = LanguageMemo()
    for value in ["en-GB,en;q=0.9,ro;q=0.8", "ro", "de", "", "en;q=0, ro;q=0.1", String(repeating: "x-y,", count: 60) + "en"] {
      let weighed = Negotiation.locale(cookie: nil, acceptLanguage: value)
      for _ in 0..<2 { #expect(memo.locale(cookie: nil, acceptLanguage: value) == weighed, "\(value)") }
    }
  }

  @Test func `a choice goes before what the browser says, and is not remembered for others`() {
    let memo = LanguageMemo()
    #expect(memo.locale(cookie: "en", acceptLanguage: "ro") == .en)
    #expect(memo.locale(cookie: nil, acceptLanguage: "ro") == .ro)
    #expect(memo.locale(cookie: nil, acceptLanguage: nil) == .fallback)
  }

  @Test func `more values than it holds change no answer`() {
    let memo = LanguageMemo()
    for number in 0..<(LanguageMemo.bound + 10) { _ = memo.locale(cookie: nil, acceptLanguage: "en;q=0.\(number % 999 + 1)") }
    for number in 0..<3_000 { #expect(memo.locale(cookie: nil, acceptLanguage: "en, x-\(number)") == .en) }
  }
}
