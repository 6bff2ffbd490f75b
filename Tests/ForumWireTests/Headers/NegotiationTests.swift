import ForumWire
import Testing

@Suite struct NegotiationTests {
  private static let types = ["text/html", "application/json", "application/atom+xml"]

  @Test(
    arguments: [
      (nil, 0), ("", 0), ("*/*", 0), ("application/json", 1), ("application/*", 1),
      ("application/json;q=0.5, text/html;q=0.4", 1),
      ("text/html;q=0, */*", 1), ("text/html;q=0.1, */*;q=0.2", 1), ("application/atom+xml, application/json;q=0.9", 2),
      ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 0), ("APPLICATION/JSON", 1),
      ("image/png", nil), ("*/*;q=0", nil), ("text/html;q=0", nil), ("application/json; q=1.000 , x", 1),
      ("nonsense", 0), ("text/html;q=2, application/json;q=0.1", 1), ("a/b;x=\"1,2\", application/json", 1),
      ("text/html;level=1, application/json;q=0.3", 1),
    ] as [(String?, Int?)])
  func `the type the client likes best is chosen`(_ accept: String?, _ expected: Int?) {
    #expect(Accept(accept).best(of: Self.types) == expected)
  }

  // RFC 9110 §12.5.1's example.
  @Test func `the most specific range counts`() throws {
    let accept = Accept("text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5")
    func quality(_ type: String) throws -> Int { accept.quality(of: try #require(MediaType(type))) }
    #expect(try quality("text/plain;format=flowed") == 1000)
    #expect(try quality("text/plain") == 700)
    #expect(try quality("text/html") == 300)
    #expect(try quality("image/jpeg") == 500)
    #expect(try quality("text/plain;format=fixed") == 400)
  }

  @Test(
    arguments: [
      (nil, nil), ("", nil), ("ro", 0), ("ro-RO,ro;q=0.9,en-US;q=0.8,en;q=0.7", 0), ("en-GB, ro;q=0.5", 1), ("hu-HU", 3),
      ("de, fr", nil), ("de, *;q=0.1", 0), ("*", 0), ("en;q=0.8, hu;q=0.8", 1), ("hu;q=0.8, en;q=0.8", 3), ("ro;q=0, *", 1),
      ("ro;q=0", nil), ("RO-md", 0), ("rom, ro;q=0.9", 2), ("roh", nil), ("ro;q=x, en", 1), ("en;q=0.1,ro;q=0.001", 1),
    ] as [(String?, Int?)])
  func `the language the reader prefers is chosen`(_ field: String?, _ expected: Int?) {
    #expect(AcceptLanguage(field).best(of: ["ro", "en", "rom", "hu"]) == expected)
  }

  @Test func `media types are read with their parameters`() throws {
    let type = try #require(MediaType("Text/HTML ; Charset=\"utf-8\";x=y "))
    #expect(type.essence == "text/html")
    #expect(type["charset"] == "utf-8")
    #expect(type["x"] == "y")
    #expect(type["z"] == nil)
    for wrong in [
      "", "text", "text/", "/html", "text/html;x=", "text/html;x=\"y", "text /html", "text/html, text/plain", "text/html x",
    ] {
      #expect(MediaType(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `a list of thousands is read only so far`() {
    let many = (0..<5_000).map { "a/b\($0)" }.joined(separator: ",")
    #expect(Accept(many).ranges.count == Accept.maximumCount)
    #expect(AcceptLanguage((0..<5_000).map { "a\($0)" }.joined(separator: ",")).ranges.count == AcceptLanguage.maximumCount)
  }
}
