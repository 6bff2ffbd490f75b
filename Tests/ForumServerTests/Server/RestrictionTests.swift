import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// A person has what they said not shown, and shown again (GDPR 18).
struct RestrictionTests {
  @Test func `nobody reads what its author has restricted, and it all comes back`() async throws {
    try await TestServer.with { server in
      let (ana, bela) = (try server.person("Ana"), try server.person("Bela"))
      let form = ["space": "health", "kind": "question", "title": "Cabinetul", "body": "vorbele-anei", "territory": "RO"]
      let thread = try #require(try ana.submit("/threads", form: "/threads/new", form).fields["Location"])
        .prefix { $0 != "?" && $0 != "#" }
      let path = String(thread)
      #expect(try bela.submit(path + "/posts", form: path + "/reply", ["body": "un răspuns"]).status == 303)
      let guest = Visitor(server)
      let post = try #require(try guest.json(path + ".json")["posts"]?.array?.first?["id"]?.integer)
      #expect(try ana.submit("/posts/\(post)", form: "/posts/\(post)/edit", ["body": "vorbele-anei, altfel"]).status == 303)
      #expect(try guest.page(path).text.contains("vorbele-anei"))
      #expect(try ana.submit("/profile/restriction", form: "/profile", ["on": "1"]).status == 303)
      let places = [
        path, path + ".json", path + ".atom", "/posts/\(post).json", "/posts/\(post)/history", "/posts/\(post)/history.json",
      ]
      for place in places {
        for reader in [guest, bela] {
          let text = try reader.request("GET", place).text
          #expect(!text.contains("vorbele-anei"), "\(place)")
        }
      }
      let shown = try guest.json("/posts/\(post).json")
      #expect(shown["state"] == "restricted" && shown["body"] == .null)
      #expect(try guest.page(path).text.contains("un răspuns"), "what others answered stays")
      #expect(try ana.page("/profile/data").text.contains("vorbele-anei"), "one's own copy has it")
      #expect(try ana.json("/profile/data.json")["restricted"] == true)
      let refused = try ana.submit(path + "/posts", form: path + "/reply", ["body": "încă o vorbă"])
      #expect(refused.status == 403 && refused.text.contains("încă o vorbă"))
      #expect(try ana.submit("/profile/restriction", form: "/profile", ["on": "0"]).status == 303)
      for place in places { #expect(try guest.request("GET", place).text.contains("vorbele-anei"), "\(place)") }
    }
  }
}
