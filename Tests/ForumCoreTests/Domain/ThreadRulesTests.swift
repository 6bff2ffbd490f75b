import Testing

@testable import ForumCore

/// The rules of threads and spaces.
struct ThreadRulesTests {
  let ana = ActingPerson(id: ParticipantID(1))

  func thread(title: String = "Transport", body: String = "Cine?", language: String = "ro") -> NewThread {
    NewThread(space: "education", kind: .question, territory: "CJ", title: title, body: body, language: language)
  }

  func open(_ thread: NewThread, space: SpaceID? = SpaceID(1), territoryExists: Bool = true) throws(Rejection) -> [NewEvent] {
    try ThreadRules.open(thread, in: space, territoryExists: territoryExists, by: ana, next: 50)
  }

  @Test func `a thread opens with its first post`() throws {
    let events = try open(thread())
    #expect(events.map(\.type) == ["thread.opened.v1", "post.published.v1"])
    #expect(events[0].data == ["space": 1, "kind": "question", "territory": "CJ", "lang": "ro"])
    #expect(events[1].data == ["thread": 50, "lang": "ro"])
    #expect(events[1].cause == 50)
  }

  @Test func `nothing opens in a place or space that is not there`() {
    #expect(throws: Rejection.unknownSpace) { try open(thread(), space: nil) }
    #expect(throws: Rejection.unknownTerritory) { try open(thread(), territoryExists: false) }
  }

  @Test func `a title is one line of 200 characters at most`() throws {
    #expect(throws: Rejection.titleEmpty) { try open(thread(title: "\u{A0} ")) }
    #expect(throws: Rejection.titleTooLong(limit: 200)) { try open(thread(title: String(repeating: "ș", count: 201))) }
    #expect(try open(thread(title: String(repeating: "ș", count: 200))).count == 2)
    #expect(throws: Rejection.controlCharacters(field: "title")) { try open(thread(title: "Două\nrânduri")) }
    // One spelling for what looks the same: s with a comma below, composed.
    #expect(try open(thread(title: "S\u{326}coala"))[0].contents[0].text == "\u{218}coala")
  }

  @Test func `only its author gives an open thread another title`() throws {
    var state = ThreadState(id: ThreadID(50), space: SpaceID(1), author: ana.id, lock: nil, title: 50, titleText: "Transport")
    #expect(try ThreadRules.retitle("Transport școlar", of: state, by: ana)[0].data == ["replaces": 50])
    #expect(try ThreadRules.retitle(" Transport", of: state, by: ana) == [])
    let moderator = ActingPerson(id: ParticipantID(3), role: .moderator)
    #expect(throws: Rejection.notYours) { try ThreadRules.retitle("Altul", of: state, by: moderator) }
    state.lock = 60
    #expect(throws: Rejection.threadLocked) { try ThreadRules.retitle("Altul", of: state, by: ana) }
  }

  @Test func `built-in spaces open once; others by administrators under a free key`() throws {
    #expect(SpaceRules.openBuiltIn(present: []).count == 6)
    #expect(SpaceRules.openBuiltIn(present: Set(SpaceRules.builtIn)) == [])
    #expect(SpaceRules.openBuiltIn(present: ["education"]).allSatisfy { $0.data["key"] != "education" })
    func open(_ key: String, isTaken: Bool = false) throws {
      _ = try SpaceRules.open(key: key, name: "Tineret", isTaken: isTaken, by: .system)
    }
    try open("tineret-2")
    #expect(throws: Rejection.spaceKeyTaken) { try open("tineret", isTaken: true) }
    for key in ["", "a", "Tineret", "2tineri", "tineret-", "tine ret", "tinerăt"] {
      #expect(throws: Rejection.spaceKeyInvalid, "\(key)") { try open(key) }
    }
    #expect(throws: Rejection.notAllowed) {
      try SpaceRules.open(key: "tineret", name: "Tineret", isTaken: false, by: .person(ana))
    }
  }

  @Test func `an organisation is registered by anybody and verified by an administrator, once`() throws {
    let events = try OrganisationRules.register(
      NewOrganisation(name: "Primăria", category: .institution, level: .local, territory: "CJ"), territoryExists: true, by: ana)
    #expect(events[0].by == 1 && events[0].data == ["territory": "CJ"])
    #expect(events[0].contents[1].text == #"{"category":"institution","level":"local"}"#)
    #expect(throws: Rejection.speakerInvalid) {
      try OrganisationRules.register(
        NewOrganisation(name: "Asociația", category: .ngo, level: .local), territoryExists: true, by: ana)
    }
    #expect(try OrganisationRules.verify(OrganisationID(7), isVerified: false, by: .system).count == 1)
    #expect(throws: Rejection.alreadyVerified) { try OrganisationRules.verify(OrganisationID(7), isVerified: true, by: .system) }
    #expect(throws: Rejection.organisationNotFound) {
      try OrganisationRules.verify(OrganisationID(7), isVerified: nil, by: .system)
    }
    #expect(throws: Rejection.notAllowed) { try OrganisationRules.verify(OrganisationID(7), isVerified: false, by: .person(ana)) }
  }

  @Test func `a title hides nothing, and says what scripts and emoji need`() throws {
    for hidden in HiddenCharacters.all {
      #expect(throws: Rejection.controlCharacters(field: "title")) { try open(thread(title: "Bani\(hidden)txt.exe")) }
    }
    for title in HiddenCharacters.proper {
      #expect(try open(thread(title: title))[0].contents.first?.text == title.precomposed)
    }
    // A body keeps them: who writes in two scripts needs them, and the page sets it apart.
    #expect(try open(thread(body: "a\u{202E}b"))[1].contents.first?.text == "a\u{202E}b")
  }
}
