import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// A thread's page for those who are signed in: what is kept of it for all of them shows each what stands now, and what is theirs.
struct ThreadPageTests {
  private let thread: JSONValue = [
    "space": "education", "kind": "discussion", "title": "Transport", "body": "Cum facem?", "territory": "RO",
  ]

  @Test func `everybody sees what stands now, and only their own reactions and acts`() async throws {
    try await TestServer.with { server in
      let ana = try await server.program(.participant)
      let bela = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let opened = try JSONParser.parse(try ana.send("/threads", thread).body)
      let (id, post) = (try #require(opened["id"]?.integer), try #require(opened["post"]?.integer))
      func shows(_ visitor: Visitor, _ text: String) throws -> Bool { try visitor.page("/threads/\(id)").text.contains(text) }
      // Twice, so that the second comes from what was kept.
      for _ in 1...2 {
        #expect(try shows(ana, "/posts/\(post)/withdraw") && shows(ana, "/threads/\(id)/title"))
        #expect(try !shows(bela, "/posts/\(post)/withdraw") && !shows(bela, "/threads/\(id)/title"))
        #expect(try shows(moderator, "/decisions/new?post=\(post)") && shows(moderator, "/decisions/new?thread=\(id)"))
        #expect(try !shows(ana, "/decisions/new") && !shows(bela, "/decisions/new"))
      }

      #expect(try bela.send("/posts/\(post)/reactions", ["reaction": "agree", "on": true]).status < 300)
      for _ in 1...2 {
        #expect(try shows(bela, "/posts/\(post)/reactions?on=0"))
        #expect(try !shows(ana, "/posts/\(post)/reactions?on=0") && shows(ana, "data-count"))
      }
      #expect(try ana.send("/posts/\(post)", ["body": "Cum facem mâine?"]).status < 300)
      #expect(try shows(ana, "mâine") && shows(bela, "mâine"))
      #expect(try bela.send("/threads/\(id)/posts", ["body": "Mergem."]).status == 201)
      #expect(try shows(ana, "Mergem.") && shows(bela, "Mergem."))
      #expect(
        try moderator.send(
          "/decisions", ["post": .integer(post), "measure": "hide", "facts": "Motiv", "explanation": "Motive"]
        ).status == 201)
      #expect(try !shows(ana, "mâine") && !shows(bela, "mâine") && shows(bela, "Motiv"))
      #expect(try shows(moderator, "measure=lift") && !shows(ana, "measure=lift"))
    }
  }

  @Test func `a token that has ended sees nothing more, and a page with a form is never the same twice`() async throws {
    try await TestServer.with { server in
      let ana = try await server.program(.participant)
      let opened = try JSONParser.parse(try ana.send("/threads", thread).body)
      let path = "/threads/\(try #require(opened["id"]?.integer))"
      let first = try ana.page(path)
      let second = try ana.page(path)
      #expect(first.status == 200 && first.body != second.body)
      let tag = try #require(first.fields["ETag"])
      #expect(tag != second.fields["ETag"])
      #expect(try ana.request("GET", path, fields: ["Accept": "text/html", "If-None-Match": tag]).status == 200)

      let token = try #require(ana.token.flatMap { SecretToken($0) })
      try await server.forum.execute(.revokeToken(hash: token.hash), by: .system)
      #expect(try ana.page(path).status == 401)
      ana.token = "no-token"
      #expect(try ana.page(path).status == 401)
      #expect(try Visitor(server).page(path).status == 200)
    }
  }
}
