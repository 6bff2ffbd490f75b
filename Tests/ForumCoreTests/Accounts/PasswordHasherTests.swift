import Testing

@testable import ForumCore

/// argon2id in PHC strings. A small cost keeps the tests quick; the standard one is only named.
struct PasswordHasherTests {
  let hasher = PasswordHasher(cost: .init(memory: 256, passes: 1, lanes: 1))

  @Test func `a password verifies against its own hash and no other`() async throws {
    let hash = try await hasher.hash("o parolă lungă")
    #expect(hash.hasPrefix("$argon2id$v=19$m=256,t=1,p=1$"))
    #expect(try await hasher.verify("o parolă lungă", against: hash))
    // The same letters, decomposed: another keyboard, the same password.
    #expect(try await hasher.verify("o parola\u{306} lunga\u{306}", against: hash))
    #expect(try await !hasher.verify("o parola lunga", against: hash))
    #expect(try await hasher.hash("o parolă lungă") != hash)
  }

  @Test func `where there is no account or no proper hash, nothing verifies`() async throws {
    #expect(try await !hasher.verify("nobody's password", against: nil))
    #expect(try await !hasher.verify("orice", against: "$argon2id$"))
  }

  @Test func `the standard cost is RFC 9106's`() {
    #expect(PasswordHasher.Cost.standard == .init(memory: 65_536, passes: 3, lanes: 1))
  }

  @Test func `as many may wait as the bound says, and the rest come again`() async throws {
    let hash = try await hasher.hash("parola mea")
    let slow = PasswordHasher(cost: .init(memory: 32 * 1024, passes: 1, lanes: 1))
    let answers = await withTaskGroup(of: Result<Bool, CommandFailure>.self) { group in
      for number in 0..<200 {
        group.addTask {
          do throws(CommandFailure) {
            return .success(try await slow.verify(number % 2 == 0 ? "parola mea" : "alta", against: hash))
          } catch {
            return .failure(error)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let refused = answers.count { $0 == .failure(.overloaded(retryAfter: 5)) }
    #expect(refused <= 200 - PasswordHasher.maximumWaiting)
    #expect(answers.count { $0 == .success(true) } + answers.count { $0 == .success(false) } == 200 - refused)
    #expect(try await slow.verify("parola mea", against: hash))
  }
}
