import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// Splitting and merging over HTTP: the form, what comes of it, and that old addresses lead on.
struct RearrangingTests {
  private func id(_ answer: ClientResponse, _ name: String = "id") throws -> Int64 {
    try #require(try JSONParser.parse(answer.body)[name]?.integer, "\(answer.text)")
  }

  private func open(_ author: Visitor, _ title: String) throws -> (thread: Int64, post: Int64) {
    let answer = try author.send(
      "/threads",
      ["space": "education", "kind": "question", "title": .string(title), "body": "Cine plătește?", "territory": "RO"])
    return (try id(answer), try id(answer, "post"))
  }

  @Test func `old addresses of what moved lead to where it stands`() async throws {
    try await TestServer.with { server in
      let author = try await server.program(.participant)
      let moderator = try await server.program(.moderator)
      let (first, _) = try open(author, "Întâiul")
      let (second, opening) = try open(author, "Al doilea")
      let reply = try id(author.send("/threads/\(first)/posts", ["body": "Și autobuzul?"]))
      let guest = Visitor(server)
      for name in ["title", "into"] {
        let about = name == "title" ? "post=\(reply)" : "thread=\(first)"
        #expect(try moderator.page("/decisions/new?\(about)").text.contains("name=\"\(name)\""))
      }
      let split = try id(
        moderator.send(
          "/decisions",
          ["post": .integer(reply), "measure": "split", "title": "Autobuzul", "facts": "Este o întrebare nouă."]))
      let made = split + 1
      let page = try guest.page("/threads/\(made)")
      #expect(page.status == 200 && page.text.contains("Autobuzul") && page.text.contains("href=\"/threads/\(first)\""))
      #expect(try guest.json("/threads/\(made).json")["thread"]?["splitFrom"]?.integer == first)
      #expect(try !guest.page("/threads/\(first)").text.contains("Și autobuzul?"))
      let around = try guest.page("/threads/\(first)?around=\(reply)")
      #expect(around.status == 302 && around.fields["Location"]?.hasPrefix("/threads/\(made)?around=\(reply)") == true)
      #expect(try guest.page("/posts/\(reply)").fields["Location"]?.hasPrefix("/threads/\(made)") == true)

      // The address is copied from the browser, as people do.
      let merge: JSONValue = [
        "thread": .integer(second), "measure": "merge", "into": .string("https://forum.example/threads/\(first)?last=1"),
        "facts": "Este aceeași întrebare.",
      ]
      let nowhere: JSONValue = [
        "thread": .integer(second), "measure": "merge", "into": "nicăieri", "facts": "Este aceeași întrebare.",
      ]
      let lost = try moderator.send("/decisions", nowhere)
      #expect(lost.status == 422 && lost.text.contains("unknown-thread"), "a form comes back with what was typed")
      #expect(try moderator.send("/decisions", merge).status == 201)
      let moved = try guest.page("/threads/\(second)")
      #expect(moved.status == 301 && moved.fields["Location"] == "/threads/\(first)")
      #expect(try guest.request("GET", "/threads/\(second).json").fields["Location"] == "/threads/\(first).json")
      #expect(try guest.json("/threads/\(first).json")["posts"]?.array?.last?["id"]?.integer == opening)
      let refused = try author.send("/threads/\(second)/posts", ["body": "Încă o vorbă"])
      #expect(refused.status == 409 && refused.text.contains("\(first)"))
      #expect(try moderator.send("/decisions", merge).status == 409)
      let record = try guest.page("/moderation-log").text
      #expect(record.contains("Este aceeași întrebare.") && record.contains("Este o întrebare nouă."))
    }
  }
}
