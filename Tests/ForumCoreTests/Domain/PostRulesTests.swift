import Testing

@testable import ForumCore

/// The rules of posts: given a thread and a post, when somebody acts, then these events or this rejection.
struct PostRulesTests {
  let ana = ActingPerson(id: ParticipantID(1), speaker: Speaker(category: .ngo))
  let ion = ActingPerson(id: ParticipantID(2))
  let moderator = ActingPerson(id: ParticipantID(3), role: .moderator)
  let thread = ThreadState(id: ThreadID(10), space: SpaceID(5), author: ParticipantID(1), lock: nil, title: 10)
  var locked: ThreadState { ThreadState(id: ThreadID(10), space: SpaceID(5), author: ParticipantID(1), lock: 20, title: 10) }

  func post(_ state: PostState = .published, thread: Position = 10, author: Position = 1) -> PostFacts {
    PostFacts(
      id: PostID(11), thread: ThreadID(thread), author: ParticipantID(author), state: state, body: 11, bodyText: "Ce a fost",
      language: "ro", hiding: state == .hidden ? 30 : nil)
  }

  func publish(
    _ body: String = "Bună ziua", in thread: ThreadState?, parent: ParentPost = .none, by person: ActingPerson,
    language: String = "ro"
  ) throws(Rejection) -> [NewEvent] {
    try PostRules.publish(body: body, language: language, in: thread, parent: parent, by: person)
  }

  @Test func `a post carries what its author speaks as, though nothing was stated`() throws {
    let stated = try publish(in: thread, by: ana)
    #expect(stated.map(\.type) == ["post.published.v1"])
    #expect(stated[0].by == 1)
    #expect(stated[0].contents.first { $0.name == "speaker" }?.text == #"{"category":"ngo"}"#)
    let silent = try publish(in: thread, by: ion)
    #expect(silent[0].contents.first { $0.name == "speaker" }?.text == "{}")
  }

  @Test func `a reply names its parent, and that led to it`() throws {
    let event = try publish(in: thread, parent: .post(post()), by: ion)[0]
    #expect(event.data["parent"] == 11)
    #expect(event.cause == 11)
  }

  @Test func `a locked thread refuses posts, but for moderators`() throws {
    #expect(throws: Rejection.threadLocked) { try publish(in: locked, by: ion) }
    #expect(try publish(in: locked, by: moderator).count == 1)
  }

  @Test func `a parent stands published in the same thread`() {
    #expect(throws: Rejection.parentNotInThread) { try publish(in: thread, parent: .missing, by: ion) }
    #expect(throws: Rejection.parentNotInThread) { try publish(in: thread, parent: .post(post(thread: 99)), by: ion) }
    #expect(throws: Rejection.parentNotPublished) { try publish(in: thread, parent: .post(post(.withdrawn)), by: ion) }
    #expect(throws: Rejection.parentNotPublished) { try publish(in: thread, parent: .post(post(.hidden)), by: ion) }
  }

  @Test func `a body has something in it, and an end`() throws {
    #expect(throws: Rejection.bodyEmpty) { try publish(" \n\t ", in: thread, by: ion) }
    #expect(throws: Rejection.bodyTooLong(limit: 20_000)) {
      try publish(String(repeating: "ă", count: 20_001), in: thread, by: ion)
    }
    #expect(try publish(String(repeating: "ă", count: 20_000), in: thread, by: ion).count == 1)
    #expect(throws: Rejection.controlCharacters(field: "body")) { try publish("a\u{0}b", in: thread, by: ion) }
    #expect(try publish("a\r\nb", in: thread, by: ion)[0].contents[0].text == "a\nb")
  }

  @Test func `a missing thread and an unknown language are told apart`() {
    #expect(throws: Rejection.threadNotFound) { try publish(in: nil, by: ion) }
    #expect(throws: Rejection.languageUnknown) { try publish(in: thread, by: ion, language: "română") }
  }

  func edit(
    _ post: PostFacts?, in thread: ThreadState?, body: String = "Ce este", language: String? = nil, replaces: Position? = 11,
    by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    try PostRules.edit(post, in: thread, body: body, language: language, replaces: replaces, by: person)
  }

  @Test func `only its author edits a post, having seen what stands`() throws {
    let event = try edit(post(), in: thread, by: ana)[0]
    #expect(event.stream == Stream(.post, 11))
    #expect(event.data == ["replaces": 11])
    #expect(throws: Rejection.notYours) { try edit(post(), in: thread, by: ion) }
    #expect(throws: Rejection.notYours) { try edit(post(), in: thread, by: moderator) }
    #expect(throws: Rejection.editedMeanwhile(current: 11)) { try edit(post(), in: thread, replaces: 7, by: ana) }
    #expect(try edit(post(), in: thread, replaces: nil, by: ana).count == 1)
  }

  @Test func `the same text again is no edit, even late; another language is`() throws {
    #expect(try edit(post(), in: thread, body: "Ce a fost ", replaces: 7, by: ana) == [])
    #expect(try edit(post(), in: thread, body: "Ce a fost", language: "ro", by: ana) == [])
    #expect(try edit(post(), in: thread, body: "Ce a fost", language: "rom", by: ana)[0].data["lang"] == "rom")
  }

  @Test func `marked places and locked threads take no edits`() {
    #expect(throws: Rejection.postWithdrawn) { try edit(post(.withdrawn), in: thread, by: ana) }
    #expect(throws: Rejection.postHidden) { try edit(post(.hidden), in: thread, by: ana) }
    #expect(throws: Rejection.threadLocked) { try edit(post(), in: locked, by: ana) }
    #expect(throws: Rejection.postNotFound) { try edit(nil, in: nil, by: ana) }
  }

  @Test func `its author takes a post back, and twice is once`() throws {
    #expect(try PostRules.withdraw(post(), by: ana).map(\.type) == ["post.withdrawn.v1"])
    #expect(try PostRules.withdraw(post(.withdrawn), by: ana) == [])
    #expect(throws: Rejection.postHidden) { try PostRules.withdraw(post(.hidden), by: ana) }
    #expect(throws: Rejection.notYours) { try PostRules.withdraw(post(), by: moderator) }
  }

  @Test func `a reaction is given once, taken back once, and never to oneself`() throws {
    func react(_ post: PostFacts?, isOn: Bool = true, given: Position? = nil, by person: ActingPerson) throws(Rejection)
      -> [NewEvent]
    {
      try PostRules.react(.thanks, isOn: isOn, to: post, given: given, by: person)
    }
    #expect(try react(post(), by: ion)[0].data == ["reaction": "thanks"])
    #expect(try react(post(), given: 40, by: ion) == [])
    #expect(try react(post(), isOn: false, given: 40, by: ion)[0].data == ["replaces": 40])
    #expect(try react(post(), isOn: false, by: ion) == [])
    #expect(throws: Rejection.ownPost) { try react(post(), by: ana) }
    #expect(throws: Rejection.postHidden) { try react(post(.hidden), by: ion) }
    #expect(throws: Rejection.postNotFound) { try react(nil, by: ion) }
  }
}
