import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// How somebody agreed that a facilitator writes for them is read by moderators and by themselves, and by nobody else.
struct AgreementTests {
  @Test func `a moderator reads it where the post waits, the person in their own copy, and no stranger`() async throws {
    try await TestServer.with { server in
      let facilitator = try await server.program(.facilitator)
      let moderator = try await server.program(.moderator)
      let author = try await server.program(.participant)
      let opening: JSONValue = ["space": "education", "kind": "question", "title": "Titlu", "body": "Text", "territory": "RO"]
      let thread = try #require(try JSONParser.parse(author.send("/threads", opening).body)["id"]?.integer)
      try await server.forum.execute(
        .setPremoderation(space: "education", SpacePolicy(premoderation: .all, newcomerPosts: 0)), by: .system)
      let said: JSONValue = ["name": "Salvia", "body": "La noi nu vine.", "how": "A spus da, de față cu Maria."]
      let held = try facilitator.send("/threads/\(thread)/assist", said)
      #expect(held.status == 202, "\(held.text)")
      let post = try #require(try JSONParser.parse(held.body)["id"]?.integer)

      let queue = try moderator.json("/moderation.json")
      let matter = try #require(queue["matters"]?.array?.first?["id"]?.integer)
      #expect(try moderator.json("/moderation/\(matter).json")["agreement"] == "A spus da, de față cu Maria.")
      let decision: JSONValue = ["post": .integer(post), "measure": "publish", "facts": "Fapte", "explanation": "Motive"]
      #expect(try moderator.send("/decisions", decision).status == 201)
      #expect(try author.json("/posts/\(post)/history.json")["agreement"] == nil)
      #expect(try moderator.json("/posts/\(post)/history.json")["agreement"] != nil)

      let person = try #require(try author.json("/posts/\(post).json")["author"]?["id"]?.integer)
      let sheet = try facilitator.send("/invitations", ["act": "hand-over", "person": .integer(person)])
      let code = try #require(try JSONParser.parse(sheet.body)["codes"]?.array?.first?["code"]?.string)
      let salvia = Visitor(server)
      let path = "/join/\(code)"
      let joining = ["name": "Salvia", "password": "o parola destul de lunga"]
      #expect(try salvia.submit(path, form: path, joining).status == 303)
      let copy = try salvia.json("/profile/data.json")
      let written = try #require(copy["writtenDown"]?.array?.first)
      #expect(written["post"]?.integer == post && written["agreement"] == "A spus da, de față cu Maria.")
      #expect(copy["secondFactor"]?["codes"] == false && copy["invitations"]?["onPaper"] == 0)
    }
  }
}
