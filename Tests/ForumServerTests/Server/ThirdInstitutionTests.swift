import ForumCore
import ForumNet
import ForumServer
import Testing

/// Institutions are told when they are about to be the third in a row.
struct ThirdInstitutionTests {
  @Test func `who speaks from an institution is told after two of them, and nobody else is`() async throws {
    try await TestServer.with { server in
      func person(_ name: String, _ category: StakeholderCategory) async throws -> (Visitor, ParticipantID) {
        let visitor = try server.person(name)
        let id = ParticipantID(try #require(try visitor.json("/profile.json")["id"]?.integer))
        try await server.forum.execute(.stateSpeaker(SpeakerChoice(category: category)), by: .signedIn(id))
        return (visitor, id)
      }
      let (first, firstID) = try await person("Ana", .institution)
      let (second, secondID) = try await person("Bela", .institution)
      let (association, associationID) = try await person("Carmen", .ngo)
      let opened = try await server.forum.execute(
        .openThread(NewThread(space: "health", kind: .discussion, territory: nil, title: "Titlu", body: "Text", language: "ro")),
        by: .signedIn(firstID))
      let thread = ThreadID(opened.answer[0])
      func post(_ author: ParticipantID) async throws {
        try await server.forum.execute(
          .publishPost(thread: thread, parent: nil, body: "Text", language: "ro"), by: .signedIn(author))
      }
      func isTold(_ visitor: Visitor) throws -> Bool {
        let pages = try ["/threads/\(thread)", "/threads/\(thread)/reply"].map {
          try visitor.page($0).text.contains("Ultimele două mesaje")
        }
        #expect(pages[0] == pages[1])
        return pages[0]
      }
      #expect(try !isTold(second), "one is no row")
      try await post(secondID)
      #expect(try isTold(first) && isTold(second) && !isTold(association))
      try await post(associationID)
      #expect(try !isTold(first))
    }
  }
}
