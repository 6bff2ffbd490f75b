import ForumWire
import Testing

@Suite struct EntityTagTests {
  @Test func `tags compare strongly and weakly as RFC 9110 §8_8_3_2 lists`() {
    let weak1 = EntityTag("1", isWeak: true)
    let weak2 = EntityTag("2", isWeak: true)
    let strong1 = EntityTag("1")
    #expect(!weak1.matchesStrongly(weak1) && weak1.matchesWeakly(weak1))
    #expect(!weak1.matchesStrongly(weak2) && !weak1.matchesWeakly(weak2))
    #expect(!weak1.matchesStrongly(strong1) && weak1.matchesWeakly(strong1))
    #expect(strong1.matchesStrongly(strong1) && strong1.matchesWeakly(strong1))
    #expect(weak1.field == "W/\"1\"" && strong1.field == "\"1\"")
  }

  @Test func `conditions are a star or a list`() {
    #expect(EntityTagCondition("*") == .any)
    #expect(EntityTagCondition(" * ") == .any)
    #expect(EntityTagCondition("\"a\"") == .tags([EntityTag("a")]))
    #expect(
      EntityTagCondition("W/\"a\", \"b,c\" ,, \"\"") == .tags([EntityTag("a", isWeak: true), EntityTag("b,c"), EntityTag("")]))
    for wrong in ["", ",", "a", "\"a", "w/\"a\"", "W/a", "\"a\" \"b\"", "*, \"a\"", "\"a b\"", "W / \"a\""] {
      #expect(EntityTagCondition(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `If-None-Match compares weakly and If-Match strongly`() throws {
    let condition = try #require(EntityTagCondition("W/\"a\", \"b\""))
    #expect(condition.matchesWeakly(EntityTag("a")))
    #expect(!condition.matchesStrongly(EntityTag("a")))
    #expect(condition.matchesStrongly(EntityTag("b")))
    #expect(!condition.matchesWeakly(EntityTag("c")))
    #expect(EntityTagCondition.any.matchesStrongly(EntityTag("c")))
  }
}
