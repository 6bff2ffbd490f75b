import ForumWire
import Testing

@Suite struct EncodingTests {
  // RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `base64 is RFC 4648's`(_ plain: String, _ encoded: String) {
    #expect(Base64.encode(plain.utf8) == encoded)
    #expect(Base64.decode(encoded) == bytes(plain))
    let url = encoded.filter { $0 != "=" }
    #expect(Base64.encodeURL(plain.utf8) == url)
    #expect(Base64.decodeURL(url) == bytes(plain))
  }

  @Test func `every byte goes through both alphabets`() {
    for length in 0..<70 {
      let plain = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 251) }
      #expect(Base64.decode(Base64.encode(plain)) == plain)
      #expect(Base64.decodeURL(Base64.encodeURL(plain)) == plain)
    }
    #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
    #expect(Base64.encodeURL([0xFB, 0xFF]) == "-_8")
  }

  @Test(arguments: ["Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm9-", "Zg==Zg=="])
  func `base64 has one spelling`(_ text: String) { #expect(Base64.decode(text) == nil) }

  @Test(arguments: ["Z", "Zh", "Zg==", "Zm9+", "ș"])
  func `base64 for URLs has one spelling`(_ text: String) { #expect(Base64.decodeURL(text) == nil) }

  @Test func `percent-encoding keeps the unreserved`() {
    #expect(PercentEncoding.encode("a-b._~/ș?") == "a-b._~%2F%C8%99%3F")
  }

  @Test(
    arguments: [
      ("/threads/42", "/threads/42"), ("/%74hreads/%34%32", "/threads/42"), ("/%7Esmith", "/~smith"), ("/%2E%2e/a", "/../a"),
      // Reserved characters, what is no triplet and what is not ASCII stay.
      ("/a%2Fb%3F", "/a%2Fb%3F"), ("/%", "/%"), ("/%4", "/%4"), ("/%zz%61", "/%zza"), ("/%C8%99%00", "/%C8%99%00"),
      ("/%2561", "/%2561"), ("", ""),
    ])
  func `a path's normal form decodes the unreserved alone, once`(_ path: String, _ expected: String) {
    #expect(PercentEncoding.normalized(path: path) == expected)
  }

  @Test func `forms are read as browsers write them`() throws {
    let form = try #require(
      FormURLEncoded(decoding: bytes("name=Ana+Maria&body=%C8%99%0D%0A1%2B1&name=2&empty=&bare&&=x&p=100%&q=%zz&r=a=b")))
    #expect(form["name"] == "Ana Maria")
    #expect(form.all("name") == ["Ana Maria", "2"])
    #expect(form["body"] == "ș\r\n1+1")
    #expect(form["empty"] == "" && form["bare"] == "" && form[""] == "x")
    #expect(form["p"] == "100%" && form["q"] == "%zz" && form["r"] == "a=b")
    #expect(form["missing"] == nil)
    #expect(try #require(FormURLEncoded(decoding: bytes("a=%FFb")))["a"] == "\u{FFFD}b")
    #expect(FormURLEncoded(query: nil)?.pairs == [])
  }

  @Test func `forms are bounded and come back as they were written`() throws {
    #expect(FormURLEncoded(decoding: bytes("a&b&c"), maximumPairs: 2) == nil)
    #expect(FormURLEncoded(decoding: bytes("a&b"), maximumPairs: 2)?.pairs.count == 2)
    let form = FormURLEncoded([.init("a b", "ș&=+%"), .init("", "\r\n"), .init("c", "*-._~")])
    #expect(form.encoded == "a+b=%C8%99%26%3D%2B%25&=%0D%0A&c=*-._%7E")
    #expect(try #require(FormURLEncoded(query: form.encoded)) == form)
  }
}
