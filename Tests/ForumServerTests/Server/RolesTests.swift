import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Who gets what: whole answers of a real server for guests, participants, moderators and administrators.
struct RolesTests {
  @Test func `each role may do its own and nothing above`() async throws {
    try await TestServer.with { server in
      let guest = Visitor(server)
      let participant = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let administrator = try await server.program(.administrator)

      let opened = try participant.send(
        "/threads", ["space": "education", "kind": "discussion", "title": "Transport", "body": "Cum facem?", "territory": "RO"])
      #expect(opened.status == 201)
      #expect(opened.fields["Location"] == "/threads/\(try number(opened, "id"))")
      let thread = try number(opened, "id")
      let post = try number(opened, "post")
      #expect(try number(opened, "position") == post)

      let moderating: [JSONValue] = [
        ("post", .integer(post), "hide"), ("post", .integer(post), "lift"), ("thread", .integer(thread), "lock"),
        ("thread", .integer(thread), "lift"), ("thread", .integer(thread), "move"),
      ].map { (about: String, id: JSONValue, measure: JSONValue) in
        .object(
          JSONObject([
            ("facts", "Fapte"), ("explanation", "Motive"), ("space", "health"), ("measure", measure), (about, id),
          ]))
      }
      for body in moderating {
        #expect(try guest.send("/decisions", body).status == 401)
        #expect(try participant.send("/decisions", body).status == 403)
      }
      for path in ["/moderation", "/moderation.json", "/moderation/\(post)", "/decisions/new?post=\(post)"] {
        #expect(try guest.request("GET", path).status == 401, "\(path)")
        #expect(try participant.request("GET", path).status == 403, "\(path)")
      }
      let governing: [(String, JSONValue)] = [
        ("/spaces", ["key": "transport", "name": "Transport"]),
        ("/organisations/\(post)/verify", [:]),
      ]
      for (path, body) in governing {
        #expect(try guest.send(path, body).status == 401, "\(path)")
        #expect(try participant.send(path, body).status == 403, "\(path)")
        #expect(try moderator.send(path, body).status == 403, "\(path)")
      }
      for body in moderating { #expect(try moderator.send("/decisions", body).status == 201) }
      #expect(try administrator.send("/spaces", ["key": "transport", "name": "Transport"]).status == 201)
      #expect(try administrator.send("/organisations/\(post)/verify", [:]).status == 404)
      for path in [
        "/threads", "/threads/\(thread)/posts", "/posts/\(post)", "/posts/\(post)/reactions", "/posts/\(post)/withdraw",
      ] {
        #expect(try guest.send(path, ["body": "x", "reaction": "agree"]).status == 401, "\(path)")
      }
      #expect(try moderator.send("/posts/\(post)", ["body": "altceva"]).status == 403)
      #expect(try moderator.send("/posts/\(post)/withdraw", [:]).status == 403)
    }
  }

  @Test func `a token that is not ours is refused everywhere`() async throws {
    try await TestServer.with { server in
      let stranger = Visitor(server)
      for token in ["x", SecretToken().text] {
        stranger.token = token
        for path in ["/", "/threads.json", "/profile"] {
          let answer = try stranger.request("GET", path)
          #expect(answer.status == 401)
          #expect(answer.fields["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
        }
      }
    }
  }

  @Test func `a hidden post's text is in no representation that others read`() async throws {
    try await TestServer.with { server in
      let author = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let opened = try author.send(
        "/threads", ["space": "education", "kind": "discussion", "title": "Titlu", "body": "primul", "territory": "RO"])
      let thread = try number(opened, "id")
      let published = try author.send("/threads/\(thread)/posts", ["body": "vorba-ascunsa"])
      #expect(published.status == 201)
      let post = try number(published, "id")
      #expect(try hide(post, "motivul-moderatorului", by: moderator))
      let guest = Visitor(server)
      for path in [
        "/threads/\(thread)", "/threads/\(thread).json", "/threads/\(thread).atom", "/posts/\(post).json",
        "/posts/\(post)/history",
      ] {
        for reader in [guest, author] {
          let answer = try reader.request("GET", path)
          #expect(answer.status == 200, "\(path)")
          #expect(!answer.text.contains("vorba-ascunsa"), "\(path)")
        }
      }
      #expect(try guest.page("/threads/\(thread)").text.contains("motivul-moderatorului"))
    }
  }

  private func hide(_ post: Int64, _ facts: String, by moderator: Visitor) throws -> Bool {
    try moderator.send(
      "/decisions", ["post": .integer(post), "measure": "hide", "facts": .string(facts), "explanation": "Motive"]
    ).status == 201
  }

  private func number(_ answer: ClientResponse, _ name: String) throws -> Int64 {
    try #require(try JSONParser.parse(answer.body)[name]?.integer)
  }
}
