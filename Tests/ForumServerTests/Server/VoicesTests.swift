import ForumCore
import ForumNet
import ForumServer
import ForumWire
import Testing

/// The page of voices, as people and programs get it.
struct VoicesTests {
  @Test func `the table is there for people and programs, and tells few of a community only as few`() async throws {
    try await TestServer.with { server in
      let ana = try server.person("Ana")
      let person = ParticipantID(try #require(try ana.json("/profile.json")["id"]?.integer))
      try await server.forum.execute(
        .stateSpeaker(SpeakerChoice(category: .community, consent: true)), by: .signedIn(person))
      let opened = try await server.forum.execute(
        .openThread(
          NewThread(space: "health", kind: .question, territory: "RO", title: "Cabinetul", body: "Când?", language: "ro")),
        by: .signedIn(person))
      let thread = opened.answer[0]
      let guest = Visitor(server)
      #expect(try guest.page("/threads/\(thread)").text.contains("href=\"/threads/\(thread)/voices\""))
      for path in ["/threads/\(thread)/voices", "/spaces/health/voices"] {
        let page = try guest.page(path)
        #expect(page.status == 200 && page.text.contains("sub 5") && !page.text.contains("100 %"))
        let json = try guest.json(path + ".json")
        #expect(json["people"]?["community"] == .null && json["people"]?["institution"] == 0)
        #expect(json["posts"]?["community"] == .null)
      }
      #expect(try guest.page("/threads/999999/voices").status == 404)
      #expect(try guest.page("/spaces/nimic/voices").status == 404)
    }
  }
}
