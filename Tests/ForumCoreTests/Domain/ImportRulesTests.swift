import Testing

@testable import ForumCore

/// The rules of importing: what is known is passed over, what is brought in keeps its own time and its place.
struct ImportRulesTests {
  let time = Instant(microseconds: 1_442_314_219_000_000)

  func facts() -> ImportRules.Facts {
    var facts = ImportRules.Facts()
    facts.spaces = ["education": SpaceID(1)]
    facts.next = 100
    return facts
  }

  var person: ImportItem { .participant(ImportedParticipant(key: "u1", name: "Vecina")) }
  var thread: ImportItem {
    .thread(
      ImportedThread(
        key: "7", author: "u1", space: "education", kind: .proposal, title: "Limpiar las calles", body: "Algo básico",
        language: "es", originallyAt: time, supports: 6_560))
  }
  func post(_ key: String, parent: String? = nil, body: String = "Sí", speaker: Speaker = Speaker()) -> ImportItem {
    .post(
      ImportedPost(
        key: key, author: "u1", speaker: speaker, thread: "7", parent: parent, isOrphan: key == "o", body: body, language: "es",
        originallyAt: time, votes: ImportedVotes(inFavour: 2, against: 1)))
  }

  func decide(_ items: [ImportItem], _ facts: ImportRules.Facts? = nil) throws(Rejection) -> [NewEvent] {
    try ImportRules.decide(source: "madrid", items: items, facts: facts ?? self.facts(), by: .system)
  }

  @Test func `a batch may name what it brings itself`() throws {
    let events = try decide([person, thread, post("a"), post("b", parent: "a"), post("o")])
    #expect(
      events.map(\.type) == [
        "participant.imported.v1", "thread.opened.v1", "post.published.v1", "post.published.v1", "post.published.v1",
        "post.published.v1",
      ])
    #expect(events[1].by == 100 && events[1].data["originallyAt"] == "2015-09-15T10:50:19.000000Z")
    #expect(events[1].data["supports"] == 6_560)
    #expect(events[3].data["thread"] == 101)
    #expect(events[4].data["parent"] == 103 && events[4].cause == 103)
    #expect(events[5].data["orphan"] == true)
    #expect(events[4].data["votes"] == ["for": 2, "against": 1])
  }

  @Test func `what cannot be seen in a name or a title is left behind`() throws {
    let events = try decide([
      .participant(ImportedParticipant(key: "u1", name: "Ve\u{200B}cina\u{202E}")),
      .thread(
        ImportedThread(
          key: "7", author: "u1", space: "education", kind: .proposal, title: "Lim\u{AD}piar", body: "Algo", language: "es",
          originallyAt: time, supports: nil)),
    ])
    #expect(events[0].contents.first?.text == "Vecina" && events[1].contents.first?.text == "Limpiar")
  }

  @Test func `the same batch again is no event`() throws {
    var facts = facts()
    facts.known = [.participant: ["u1": 90], .thread: ["7": 91], .post: ["a": 93]]
    #expect(try decide([person, thread, post("a")], facts) == [])
  }

  @Test func `a bad item names its place`() {
    #expect(throws: Rejection.importItem(index: 2, .bodyTooLong(limit: 20_000))) {
      try decide([person, thread, post("a", body: String(repeating: "x", count: 20_001))])
    }
    #expect(throws: Rejection.importItem(index: 2, .parentNotInThread)) { try decide([person, thread, post("a", parent: "z")]) }
    #expect(throws: Rejection.importItem(index: 0, .participantNotFound)) { try decide([thread]) }
    #expect(throws: Rejection.importItem(index: 2, .consentRequired)) {
      try decide([person, thread, post("a", speaker: Speaker(category: .community))])
    }
    #expect(throws: Rejection.importTooLarge(limit: 200)) { try decide(Array(repeating: person, count: 201)) }
  }

  @Test func `what was empty there comes empty`() throws {
    #expect(try decide([person, thread, post("a", body: "")]).last?.contents.first == NewContent("body", .public, text: ""))
  }

  @Test func `participants import nothing`() {
    #expect(throws: Rejection.notAllowed) {
      try ImportRules.decide(
        source: "madrid", items: [person], facts: facts(), by: .person(ActingPerson(id: ParticipantID(1), role: .moderator)))
    }
  }

  @Test func `an import that brought nothing is not closed by an event`() throws {
    #expect(try ImportRules.complete(source: "madrid", counts: ImportCounts(), by: .system) == [])
    #expect(try ImportRules.complete(source: "madrid", counts: ImportCounts(posts: 3), by: .system)[0].data["posts"] == 3)
  }
}
