import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// An author takes back what waits for a moderator.
struct HeldWithdrawalTests {
  @Test func `what waits is taken back by its author alone, and leaves the queue and the files`() async throws {
    try await TestServer.with { server in
      try await server.forum.execute(
        .setPremoderation(space: "health", SpacePolicy(premoderation: .all, newcomerPosts: 0)), by: .system)
      let moderator = try await server.program(.moderator)
      let (ana, bela) = (try server.person("Ana"), try server.person("Bela"))
      let form = ["space": "health", "kind": "question", "title": "O taină", "body": "taina-mea", "territory": "RO"]
      #expect(try ana.submit("/threads", form: "/threads/new", form).status == 303)
      let own = try #require(try ana.json("/profile/moderation.json")["held"]?.array?.first?["id"]?.integer)
      #expect(try moderator.json("/moderation.json")["open"] == 1)
      let page = "/profile/moderation"
      #expect(try ana.page(page).text.contains("action=\"/posts/\(own)/withdraw\""))
      #expect(try bela.submit("/posts/\(own)/withdraw", form: page, [:]).status == 404)
      let answer = try ana.submit("/posts/\(own)/withdraw", form: page, [:])
      #expect(answer.status == 303 && answer.fields["Location"] == page)
      #expect(try !ana.page(page).text.contains("taina-mea"))
      #expect(try moderator.json("/moderation.json")["open"] == 0)
      #expect(try moderator.page("/moderation/\(own)").status == 404)
      let publishing: JSONValue = ["post": .integer(own), "measure": "publish", "facts": "În regulă."]
      #expect(try moderator.send("/decisions", publishing).status == 409)
      #expect(try ana.submit("/posts/\(own)/withdraw", form: page, [:]).status == 303, "twice is once")
      #expect(try !ana.page("/profile/data").text.contains("taina-mea"))
    }
  }
}
