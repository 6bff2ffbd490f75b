import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Signing in by a password and a code, through the pages and by JSON.
struct SecondStepTests {
  private let password = "o parola destul de lunga"

  private func code(_ secret: [UInt8], later steps: Int64 = 1) -> String {
    OneTimePassword.code(secret: secret, step: OneTimePassword.step(at: .now) + steps)
  }

  @Test func `who knows the password alone gets no further than a question`() async throws {
    try await TestServer.with { server in
      let (_, secret) = try await server.administrator("Ana")
      let visitor = Visitor(server)
      let asked = try visitor.submit("/sign-in", form: "/sign-in", ["email": "ana@exemplu.ro", "password": password])
      #expect(asked.status == 200 && asked.text.contains("name=\"code\""))
      #expect(try visitor.page("/profile").status != 200)
      let ticket = try #require(Visitor.value(of: "ticket", in: asked.text))
      func answer(_ code: String, _ ticket: String) throws -> Int {
        try visitor.submit("/sign-in/code", form: "/sign-in", ["ticket": ticket, "code": code]).status
      }
      #expect(try answer("123", ticket) == 422)
      #expect(try answer(code(secret), ticket + "0") == 403, "a forged ticket")
      #expect(try answer(code(secret), "2" + ticket) == 403, "of somebody else")
      #expect(try answer(code(secret, later: 0), ticket) == 422, "the code with which it was turned on")
      #expect(try answer(code(secret), ticket) == 303)
      #expect(try visitor.json("/profile.json")["role"] == "administrator")
      #expect(try visitor.submit("/spaces", form: "/spaces", ["name": "Transport", "key": "transport"]).status == 303)
    }
  }

  @Test func `a program gets the ticket and sends the code`() async throws {
    try await TestServer.with { server in
      let (_, secret) = try await server.administrator("Ana")
      let visitor = Visitor(server)
      let token = try #require(try visitor.csrf(on: "/sign-in"))
      let fields: HTTPFields = ["X-CSRF": token, "Accept": "application/json"]
      let asked = try visitor.send("/sign-in", ["email": "ana@exemplu.ro", "password": .string(password)], fields: fields)
      #expect(asked.status == 401)
      let problem = try JSONParser.parse(asked.body)
      #expect(problem["code"] == "second-factor-needed")
      let ticket = try #require(problem["parameters"]?["ticket"])
      let done = try visitor.send("/sign-in/code", ["ticket": ticket, "code": .string(code(secret))], fields: fields)
      #expect(done.status == 200, "\(done.text)")
      #expect(try visitor.json("/profile.json")["role"] == "administrator")
    }
  }

  @Test func `codes cannot be tried one after the other`() async throws {
    try await TestServer.with { server in
      _ = try await server.administrator("Ana")
      let visitor = Visitor(server)
      let asked = try visitor.submit("/sign-in", form: "/sign-in", ["email": "ana@exemplu.ro", "password": password])
      let ticket = try #require(Visitor.value(of: "ticket", in: asked.text))
      let answers = try (0..<30).map { number in
        try visitor.submit("/sign-in/code", form: "/sign-in", ["ticket": ticket, "code": "\(100_000 + number)"]).status
      }
      #expect(answers.last == 429 && answers.prefix(5).allSatisfy { $0 == 422 }, "\(answers)")
    }
  }

  @Test func `a moderator with a password alone is a participant, and is told why`() async throws {
    try await TestServer.with { server in
      let mod = try server.person("Mod")
      let id = try #require(try mod.json("/profile.json")["id"]?.integer)
      try await server.forum.execute(.grantRole(ParticipantID(id), .moderator), by: .system)
      let page = try mod.page("/")
      #expect(page.text.contains("/profile/second-factor"))
      let refused = try mod.request("GET", "/moderation", fields: ["Accept": "application/json"])
      #expect(refused.status == 403 && refused.text.contains("second-factor-required"))
      try mod.turnOnSecondStep()
      #expect(try mod.page("/moderation").status == 200)
      #expect(try mod.page("/").text.contains("/profile/second-factor") == false)
    }
    try await TestServer.with({ $0.requiresSecondFactor = false }) { server in
      let mod = try server.person("Mod")
      let id = try #require(try mod.json("/profile.json")["id"]?.integer)
      try await server.forum.execute(.grantRole(ParticipantID(id), .moderator), by: .system)
      #expect(try mod.page("/moderation").status == 200)
    }
  }
}
