import ForumWire
import Testing

@Suite struct CookieTests {
  @Test func `pairs are read in order, and what is not well formed is left out`() {
    let cookies = Cookies(#"a=b; c = d ;; e="f"; bad; =x; g=h=i; n\m=o; j=k"l; p="#)
    #expect(cookies.pairs.map(\.name) == ["a", "c", "e", "g", "p"])
    #expect(cookies["a"] == "b")
    #expect(cookies["c"] == "d")
    #expect(cookies["e"] == "f")
    #expect(cookies["g"] == "h=i")
    #expect(cookies["p"] == "")
    #expect(cookies["A"] == nil)
  }

  @Test func `several Cookie fields count together, the first of a name wins, and the number is bounded`() {
    #expect(Cookies(["Cookie": "a=1; b=2", "cookie": "a=3; c=4"] as HTTPFields)["a"] == "1")
    #expect(Cookies(["Cookie": "a=1", "cookie": "c=4"] as HTTPFields)["c"] == "4")
    #expect(Cookies((0..<500).map { "c\($0)=1" }.joined(separator: ";")).pairs.count == Cookies.maximumCount)
  }

  @Test func `a cookie is strict unless told otherwise`() {
    #expect(SetCookie(name: "sfat", value: "abc", isSecure: false).field == "sfat=abc; Path=/; HttpOnly; SameSite=Lax")
    #expect(
      SetCookie(name: "__Host-sfat", value: "abc", maxAge: 0, isSecure: true, sameSite: .strict).field
        == "__Host-sfat=abc; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict")
  }
}
