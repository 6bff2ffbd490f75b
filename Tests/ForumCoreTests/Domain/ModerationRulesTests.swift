import Testing

@testable import ForumCore

/// The rules of moderators' acts: reasons are given, names are kept out of the entry, nobody judges their own words.
struct ModerationRulesTests {
  let participant = ActingAuthority.person(ActingPerson(id: ParticipantID(2)))
  let moderator = ActingAuthority.person(ActingPerson(id: ParticipantID(3), role: .moderator))
  let administrator = ActingAuthority.person(ActingPerson(id: ParticipantID(4), role: .administrator))
  let thread = ThreadState(id: ThreadID(10), space: SpaceID(5), author: ParticipantID(1), lock: nil, title: 10)
  var locked: ThreadState { ThreadState(id: ThreadID(10), space: SpaceID(5), author: ParticipantID(1), lock: 20, title: 10) }

  func post(_ state: PostState = .published, author: Position = 1) -> PostFacts {
    PostFacts(
      id: PostID(11), thread: ThreadID(10), author: ParticipantID(author), state: state, body: 11, bodyText: "Ceva",
      language: "ro", hiding: state == .hidden ? 30 : nil)
  }

  @Test func `a moderator hides with a reason, and the entry does not say who`() throws {
    let event = try ModerationRules.hide(post(), reason: " Date personale ", by: moderator)[0]
    #expect(event.by == nil)
    #expect(event.data == ["replaces": 11])
    #expect(
      event.contents == [NewContent("author", .moderators, text: "3"), NewContent("reason", .public, text: "Date personale")])
    #expect(throws: Rejection.reasonEmpty) { try ModerationRules.hide(post(), reason: " ", by: moderator) }
    #expect(throws: Rejection.reasonTooLong(limit: 2_000)) {
      try ModerationRules.hide(post(), reason: String(repeating: "x", count: 2_001), by: moderator)
    }
  }

  @Test func `participants hide nothing, and moderators not their own`() {
    #expect(throws: Rejection.notAllowed) { try ModerationRules.hide(post(), reason: "Nu", by: participant) }
    #expect(throws: Rejection.ownPost) { try ModerationRules.hide(post(author: 3), reason: "Nu", by: moderator) }
    #expect(throws: Rejection.ownPost) { try ModerationRules.restore(post(.hidden, author: 3), reason: "Nu", by: moderator) }
    #expect(throws: Rejection.postHidden) { try ModerationRules.hide(post(.hidden), reason: "Nu", by: moderator) }
    #expect(throws: Rejection.postWithdrawn) { try ModerationRules.hide(post(.withdrawn), reason: "Nu", by: moderator) }
  }

  @Test func `only what is hidden is restored, naming its hiding`() throws {
    let event = try ModerationRules.restore(post(.hidden), reason: "Greșeală", by: moderator)[0]
    #expect(event.data == ["replaces": 30] && event.cause == 30)
    #expect(throws: Rejection.postNotHidden) { try ModerationRules.restore(post(), reason: "Greșeală", by: moderator) }
    #expect(throws: Rejection.postNotHidden) { try ModerationRules.restore(post(.withdrawn), reason: "Greșeală", by: moderator) }
  }

  @Test func `locks come once and go once`() throws {
    #expect(try ThreadRules.lock(thread, reason: "Gata", by: moderator)[0].by == nil)
    #expect(throws: Rejection.threadLocked) { try ThreadRules.lock(locked, reason: "Gata", by: moderator) }
    #expect(try ThreadRules.unlock(locked, reason: "Iar", by: moderator)[0].data == ["replaces": 20])
    #expect(throws: Rejection.threadNotLocked) { try ThreadRules.unlock(thread, reason: "Iar", by: moderator) }
    #expect(throws: Rejection.notAllowed) { try ThreadRules.lock(thread, reason: "Gata", by: participant) }
    #expect(throws: Rejection.threadNotFound) { try ThreadRules.lock(nil, reason: "Gata", by: moderator) }
  }

  @Test func `a thread moves to a space that is there, and where it is already without an event`() throws {
    #expect(try ThreadRules.move(thread, to: SpaceID(6), reason: "Sănătate", by: moderator)[0].data == ["space": 6])
    #expect(try ThreadRules.move(thread, to: SpaceID(5), reason: "Aici", by: moderator) == [])
    #expect(throws: Rejection.unknownSpace) { try ThreadRules.move(thread, to: nil, reason: "Unde", by: moderator) }
  }

  @Test func `only an administrator erases, once, and never what later events stand on`() throws {
    func erase(_ name: String = "body", stream: Stream? = Stream(.post, 11), isThere: Bool = true, by who: ActingAuthority)
      throws(Rejection)
      -> [NewEvent]
    {
      try ModerationRules.erase(
        position: 11, name: name, ground: .request, reason: "La cerere", stream: stream, isThere: isThere, by: who)
    }
    let event = try erase(by: administrator)[0]
    #expect(event.stream == Stream(.post, 11) && event.by == nil)
    #expect(event.data == ["position": 11, "name": "body", "ground": "request"])
    #expect(throws: Rejection.notAllowed) { try erase(by: moderator) }
    #expect(throws: Rejection.alreadyErased) { try erase(isThere: false, by: administrator) }
    #expect(throws: Rejection.contentNotFound) { try erase("author", by: administrator) }
    #expect(throws: Rejection.contentNotFound) { try erase(stream: nil, by: administrator) }
  }

  @Test func `every act needs the role that the table says`() {
    for act in Rights.Act.allCases {
      #expect(!Rights.allows(nil, act))
      for role in Role.allCases { #expect(Rights.allows(role, act) == (role >= Rights.needs(act)), "\(role) \(act)") }
    }
    #expect(!Rights.allows(.participant, .hidePost))
    #expect(!Rights.allows(.moderator, .grantRole))
  }
}
