import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Guessing passwords is slow, however it is tried.
struct SignInLimitTests {
  @Test func `attempts on one account count together however its address is written`() async throws {
    try await TestServer.with { server in
      _ = try server.person("Ana")
      let guesser = Visitor(server)
      let spellings: [JSONValue] = ["ana@exemplu.ro", "ANA@exemplu.ro", "Ana@Exemplu.RO", " ana@exemplu.ro "]
      for number in 0..<10 {
        let email = spellings[number % spellings.count]
        #expect(try guesser.send("/sign-in", ["email": email, "password": "nu aceasta parola"]).status == 401)
      }
      for email in spellings {
        let refused = try guesser.send("/sign-in", ["email": email, "password": "o parola destul de lunga"])
        #expect(refused.status == 429 && (1...60).contains(Int(refused.fields["Retry-After"] ?? "") ?? 0), "\(email)")
      }
      #expect(try guesser.send("/sign-in", ["email": "bela@exemplu.ro", "password": "x"]).status == 401, "another account")
    }
  }

  @Test func `an attempt counts before its password is hashed, so that many at once gain nothing`() async throws {
    try await TestServer.with({ $0.workers = 8 }) { server in
      _ = try server.person("Ana")
      let statuses = await withTaskGroup(of: Int?.self) { group in
        for _ in 0..<24 {
          group.addTask {
            await onThread {
              try? Visitor(server).send("/sign-in", ["email": "ana@exemplu.ro", "password": "nu aceasta parola"]).status
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.count { $0 == 401 } == 10)
      #expect(statuses.count { $0 == 429 } == 14)
      // In the order in which they were answered: who is refused does not wait for ten hashes, and does not cost one.
      let last = try #require(statuses.lastIndex(of: 401))
      #expect(statuses[..<last].count { $0 == 429 } >= 7)
    }
  }
}
