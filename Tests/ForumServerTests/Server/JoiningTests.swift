import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Codes on paper, from the facilitator's sheet to the next sign-in, through the pages.
struct JoiningTests {
  private let password = "o parola destul de lunga"

  private func facilitator(_ server: TestServer) async throws -> Visitor {
    let visitor = try server.person("Ilinca")
    let id = try #require(try visitor.json("/profile.json")["id"]?.integer)
    try await server.forum.execute(.grantRole(ParticipantID(id), .facilitator), by: .system)
    return visitor
  }

  private func codes(in text: String) -> [String] {
    text.split(separator: "class=\"secret\">").dropFirst().map { String($0.prefix { $0 != "<" }) }
  }

  @Test func `somebody without an address joins by a code, and signs in by it again`() async throws {
    try await TestServer.with { server in
      let ilinca = try await facilitator(server)
      #expect(try ilinca.page("/profile").text.contains("href=\"/invitations\""))
      let sheet = try ilinca.submit("/invitations", form: "/invitations", ["act": "paper", "count": "3"])
      let codes = codes(in: sheet.text)
      #expect(sheet.status == 200 && Set(codes).count == 3)
      #expect(try ilinca.page("/invitations").text.contains("3 coduri pe hârtie"))

      let visitor = Visitor(server)
      let typed = codes[0].lowercased().replacing("-", with: "")
      let led = try visitor.page("/join?code=" + typed)
      #expect(led.status == 303 && led.fields["Location"] == "/join/\(codes[0])")
      let path = "/join/\(codes[0])"
      #expect(try visitor.submit(path, form: path, ["name": "Salvia", "password": "scurt"]).status == 422)
      #expect(try visitor.submit(path, form: path, ["name": "Salvia", "password": password]).status == 303)
      #expect(try visitor.json("/profile.json")["name"] == "Salvia")
      #expect(try Visitor(server).page(path).status == 410, "used")

      let again = Visitor(server)
      let signIn = ["email": " " + typed, "password": password]
      #expect(try again.submit("/sign-in", form: "/sign-in", signIn).status == 303)
      #expect(try again.json("/profile.json")["name"] == "Salvia")
      let other = ["email": codes[1], "password": password]
      #expect(try Visitor(server).submit("/sign-in", form: "/sign-in", other).status == 401, "a code is no account")
      let copy = try again.page("/profile/data")
      #expect(copy.status == 200 && !copy.text.contains("null"))
    }
  }

  @Test func `the same sheet comes back when its request is sent twice`() async throws {
    try await TestServer.with { server in
      let ilinca = try await facilitator(server)
      let token = try #require(try ilinca.csrf(on: "/invitations"))
      let fields: HTTPFields = ["X-CSRF": token, "Accept": "application/json", "Idempotency-Key": "foaia-1"]
      let first = try ilinca.send("/invitations", ["act": "paper", "count": "2"], fields: fields)
      let second = try ilinca.send("/invitations", ["act": "paper", "count": "2"], fields: fields)
      #expect(first.status == 200 && first.text == second.text, "\(first.text) \(second.text)")
      let cards = try #require(try JSONParser.parse(first.body)["codes"]?.array)
      #expect(cards.count == 2)
      for card in cards {
        let code = try #require(card["code"]?.string)
        #expect(card["url"]?.string?.hasSuffix("/join/\(code)") == true)
        #expect(try Visitor(server).page("/join/\(code)").status == 200)
      }
    }
  }

  @Test func `codes cannot be tried one after the other, and a whole workshop can join at once`() async throws {
    try await TestServer.with { server in
      let ilinca = try await facilitator(server)
      let codes = codes(in: try ilinca.submit("/invitations", form: "/invitations", ["act": "paper", "count": "40"]).text)
      for (number, code) in codes.enumerated() {
        let path = "/join/\(code)"
        let answer = try Visitor(server).submit(path, form: path, ["name": "Salvia \(number)", "password": password])
        #expect(answer.status == 303, "\(number)")
      }
      let answers = try (0..<40).map { _ in try Visitor(server).page("/join/\(PaperCode())").status }
      #expect(answers.first == 410 && answers.last == 429)
    }
  }

  @Test func `who is no facilitator sees no invitations, and makes none`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      #expect(try ana.page("/profile").text.contains("/invitations") == false)
      #expect(try ana.page("/invitations").status == 403)
      #expect(try ana.submit("/invitations", form: "/profile", ["act": "paper", "count": "1"]).status == 403)
      #expect(try Visitor(server).page("/join?code=ABC").status == 422)
    }
  }
}
