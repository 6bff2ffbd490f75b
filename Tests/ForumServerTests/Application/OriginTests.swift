import Testing

@testable import ForumServer

struct OriginTests {
  @Test func `origins compare exactly, but for case and the scheme's own port`() {
    #expect(Origin(url: "https://Sfat.example") == Origin(url: "https://sfat.example:443"))
    #expect(Origin(url: "http://sfat.example:80/") == Origin(isSecure: false, authority: "sfat.example"))
    #expect(Origin(url: "https://sfat.example") != Origin(url: "http://sfat.example"))
    #expect(Origin(url: "https://sfat.example") != Origin(url: "https://sfat.example:444"))
    #expect(Origin(url: "https://sfat.example") != Origin(url: "https://sfat.example.evil.example"))
  }

  @Test(arguments: [
    "null", "", "sfat.example", "https://", "https://a/b", "https://a b", "https://a;b", "ftp://a", "https://u@a",
  ])
  func `what is no origin is none`(text: String) {
    #expect(Origin(url: text) == nil)
  }
}
