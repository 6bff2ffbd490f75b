import Testing

@testable import ForumCore

/// argon2id in PHC strings. A small cost keeps the tests quick; the standard one is only named.
struct PasswordHasherTests {
  let hasher = PasswordHasher(cost: .init(memory: 256, passes: 1, lanes: 1))

  @Test func `a password verifies against its own hash and no other`() async {
    let hash = await hasher.hash("o parolă lungă")
    #expect(hash.hasPrefix("$argon2id$v=19$m=256,t=1,p=1$"))
    #expect(await hasher.verify("o parolă lungă", against: hash))
    // The same letters, decomposed: another keyboard, the same password.
    #expect(await hasher.verify("o parola\u{306} lunga\u{306}", against: hash))
    #expect(await !hasher.verify("o parola lunga", against: hash))
    #expect(await hasher.hash("o parolă lungă") != hash)
  }

  @Test func `where there is no account or no proper hash, nothing verifies`() async {
    #expect(await !hasher.verify("nobody's password", against: nil))
    #expect(await !hasher.verify("orice", against: "$argon2id$"))
  }

  @Test func `the standard cost is RFC 9106's`() {
    #expect(PasswordHasher.Cost.standard == .init(memory: 65_536, passes: 3, lanes: 1))
  }

  @Test func `many may wait at once`() async {
    let hash = await hasher.hash("parola mea")
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<40 { group.addTask { await hasher.verify(number % 2 == 0 ? "parola mea" : "alta", against: hash) } }
      var right = 0
      for await isRight in group where isRight { right += 1 }
      #expect(right == 20)
    }
  }
}
