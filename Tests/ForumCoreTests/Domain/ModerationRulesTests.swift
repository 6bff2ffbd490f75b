import Testing

@testable import ForumCore

/// The rules of moderators' acts: reasons are given, names are kept out of the entry, nobody judges their own words.
struct ModerationRulesTests {
  let moderator = ActingAuthority.person(ActingPerson(id: ParticipantID(3), role: .moderator))
  let administrator = ActingAuthority.person(ActingPerson(id: ParticipantID(4), role: .administrator))
  let thread = ThreadState(id: ThreadID(10), space: SpaceID(5), author: ParticipantID(1), lock: nil, title: 10)
  var locked: ThreadState { ThreadState(id: ThreadID(10), space: SpaceID(5), author: ParticipantID(1), lock: 20, title: 10) }

  func post(_ state: PostState = .published, author: Position = 1) -> PostFacts {
    PostFacts(
      id: PostID(11), thread: ThreadID(10), author: ParticipantID(author), state: state, body: 11, bodyText: "Ceva",
      language: "ro", hiding: state == .hidden ? 30 : nil)
  }

  /// What is decided about, its author, and perhaps the notices about it.
  func facts(_ post: PostFacts? = nil, thread: ThreadState? = nil, notifiers: Set<ParticipantID> = [], matter: MatterID? = nil)
    -> SubjectFacts
  {
    SubjectFacts(
      person: post?.author ?? thread?.author, post: post, thread: thread, decision: DecisionID(29), matter: matter,
      notifiers: notifiers)
  }

  let setting = DecisionRules.Setting(
    terms: 7, space: nil, replaced: nil, now: Instant(microseconds: 1_000_000), next: 100)

  func decide(
    _ measure: Measure, on facts: SubjectFacts, about subject: ModerationSubject = .post(PostID(11)),
    facts text: String = "Fapte",
    explanation: String = "Motive", days: Int? = nil, seconds: Int? = nil, label: PostLabel? = nil, by who: Position = 3,
    role: Role = .moderator, in setting: DecisionRules.Setting? = nil
  ) throws(Rejection) -> [NewEvent] {
    let new = NewDecision(
      subject: subject, measure: measure, ground: .privacy, facts: text, explanation: explanation, days: days, seconds: seconds,
      label: label, language: "ro")
    return try DecisionRules.decide(
      new, on: facts, in: setting ?? self.setting, by: ActingPerson(id: ParticipantID(who), role: role))
  }

  @Test func `a decision comes with its statement and its effect, and no entry says who, or about whom`() throws {
    let events = try decide(.hide, on: facts(post()), facts: " Adresa cuiva ")
    #expect(events.map(\.type) == ["decision.taken.v1", "post.hidden.v1"])
    #expect(events.allSatisfy { $0.by == nil } && events[1].cause == 100)
    #expect(
      events[0].data == [
        "measure": "hide", "basis": "terms", "ground": "privacy", "terms": 7, "source": "own-initiative", "about": "post",
        "post": 11, "lang": "ro",
      ])
    #expect(events[0].contents.map(\.text) == ["3", "1", "Adresa cuiva", "Motive"])
    #expect(events[1].data == ["replaces": 11])
  }

  @Test func `a restriction owes facts and an explanation, a lift the facts alone`() throws {
    #expect(throws: Rejection.fieldEmpty("facts")) { try decide(.hide, on: facts(post()), facts: " ") }
    #expect(throws: Rejection.fieldEmpty("explanation")) { try decide(.hide, on: facts(post()), explanation: "") }
    #expect(throws: Rejection.fieldTooLong("facts", limit: 5_000)) {
      try decide(.hide, on: facts(post()), facts: String(repeating: "x", count: 5_001))
    }
    #expect(try decide(.lift, on: facts(post(.hidden)), explanation: "").count == 2)
  }

  @Test func `participants decide nothing, and nobody about their own words or what they told of`() {
    #expect(throws: Rejection.notAllowed) { try decide(.hide, on: facts(post()), role: .participant) }
    #expect(throws: Rejection.ownMatter) { try decide(.hide, on: facts(post(author: 3))) }
    #expect(throws: Rejection.ownMatter) { try decide(.lift, on: facts(post(.hidden, author: 3))) }
    #expect(throws: Rejection.ownMatter) {
      try decide(.hide, on: facts(post(), notifiers: [ParticipantID(3)], matter: MatterID(50)))
    }
    #expect(throws: Rejection.postHidden) { try decide(.hide, on: facts(post(.hidden))) }
    #expect(throws: Rejection.postWithdrawn) { try decide(.hide, on: facts(post(.withdrawn))) }
    #expect(throws: Rejection.postNotFound) { try decide(.hide, on: facts()) }
  }

  @Test func `a measure suits what it is about`() {
    #expect(throws: Rejection.measureUnsuitable) { try decide(.lock, on: facts(post())) }
    #expect(throws: Rejection.measureUnsuitable) { try decide(.mute, on: facts(post()), days: 3) }
    #expect(throws: Rejection.fieldEmpty("label")) { try decide(.label, on: facts(post())) }
    #expect(throws: Rejection.nothingToDecide) { try decide(.none, on: facts(post())) }
  }

  @Test func `what is lifted names what it undoes, and nothing is lifted where nothing stands`() throws {
    let events = try decide(.lift, on: facts(post(.hidden)))
    #expect(events[0].data["replaces"] == 29)
    #expect(events[1].type == "post.restored.v1" && events[1].data == ["replaces": 30])
    #expect(throws: Rejection.nothingToLift) { try decide(.lift, on: facts(post())) }
    #expect(throws: Rejection.nothingToLift) { try decide(.lift, on: facts(thread: thread), about: .thread(ThreadID(10))) }
    let unlocked = try decide(.lift, on: facts(thread: locked), about: .thread(ThreadID(10)))
    #expect(unlocked[1].type == "thread.unlocked.v1" && unlocked[1].data == ["replaces": 20])
  }

  @Test func `threads are locked once, moved to a space that is there, and slowed within bounds`() throws {
    let about = ModerationSubject.thread(ThreadID(10))
    #expect(try decide(.lock, on: facts(thread: thread), about: about)[1].type == "thread.locked.v1")
    #expect(throws: Rejection.threadLocked) { try decide(.lock, on: facts(thread: locked), about: about) }
    var there = setting
    there.space = SpaceID(6)
    #expect(try decide(.move, on: facts(thread: thread), about: about, in: there)[1].data == ["space": 6])
    there.space = SpaceID(5)
    #expect(throws: Rejection.nothingToDecide) { try decide(.move, on: facts(thread: thread), about: about, in: there) }
    #expect(throws: Rejection.unknownSpace) { try decide(.move, on: facts(thread: thread), about: about) }
    #expect(throws: Rejection.secondsInvalid(limit: 86_400)) {
      try decide(.slow, on: facts(thread: thread), about: about, seconds: 0)
    }
    #expect(try decide(.slow, on: facts(thread: thread), about: about, seconds: 60)[1].data == ["seconds": 60])
  }

  @Test func `a person is restricted for a time by one, for good by two`() throws {
    let about = ModerationSubject.participant(ParticipantID(1))
    let person = SubjectFacts(person: ParticipantID(1))
    let muted = try decide(.mute, on: person, about: about, days: 3)
    #expect(muted.count == 1 && muted[0].data["until"] == "1970-01-04T00:00:01.000000Z" && muted[0].data["post"] == nil)
    #expect(muted[0].contents[1] == NewContent("subject", .moderators, text: "1"))
    #expect(throws: Rejection.daysInvalid(limit: 365)) { try decide(.mute, on: person, about: about) }
    #expect(throws: Rejection.daysInvalid(limit: 365)) { try decide(.mute, on: person, about: about, days: 366) }
    let proposed = try decide(.suspend, on: person, about: about)
    #expect(proposed.map(\.type) == ["decision.proposed.v1"])
    let above = SubjectFacts(person: ParticipantID(1), role: .administrator)
    #expect(throws: Rejection.notAllowed) { try decide(.mute, on: above, about: about, days: 3) }

    let ruling = Ruling(
      measure: .suspend, basis: .terms, ground: .threat, terms: 7, source: .ownInitiative, matter: nil, about: about,
      subject: ParticipantID(1), language: "ro", facts: "", explanation: "")
    let waiting = DecisionFacts(id: DecisionID(90), ruling: ruling, state: .proposed, author: ParticipantID(3), at: setting.now)
    func settle(_ decision: DecisionFacts?, agrees: Bool = true, reason: String = "", by who: Position) throws(Rejection)
      -> [NewEvent]
    {
      try DecisionRules.settle(
        decision, agrees: agrees, reason: reason, on: person, by: ActingPerson(id: ParticipantID(who), role: .moderator))
    }
    #expect(throws: Rejection.anotherModerator) { try settle(waiting, by: 3) }
    #expect(throws: Rejection.decisionNotFound) { try settle(nil, by: 4) }
    #expect(throws: Rejection.reasonEmpty) { try settle(waiting, agrees: false, by: 4) }
    #expect(try settle(waiting, by: 4).map(\.type) == ["decision.confirmed.v1"])
    #expect(try settle(waiting, agrees: false, reason: "Prea mult", by: 4).map(\.type) == ["decision.declined.v1"])
    var standing = waiting
    standing.state = .standing
    #expect(throws: Rejection.alreadyDecided) { try settle(standing, by: 4) }
  }

  @Test func `a decision is contested by whom it concerns, within six months of being told, once`() throws {
    let ruling = Ruling(
      measure: .hide, basis: .terms, ground: .privacy, terms: 7, source: .ownInitiative, matter: nil, about: .post(PostID(11)),
      subject: ParticipantID(1), language: "ro", facts: "", explanation: "")
    let decision = DecisionFacts(
      id: DecisionID(29), ruling: ruling, state: .standing, author: ParticipantID(3), at: Instant(microseconds: 0))
    let now = try #require(Instant("2027-03-01T10:00:00.000000Z"))
    func lodge(
      _ text: String = "Era public", by who: Position = 1, told: String? = nil, hasAppealed: Bool = false
    ) throws(Rejection) -> [NewEvent] {
      let standing = AppealRules.Standing(isNotifier: false, toldAt: told.flatMap(Instant.init), hasAppealed: hasAppealed)
      let person = ActingPerson(id: ParticipantID(who), restriction: .suspended(until: nil))
      return try AppealRules.lodge(text, against: decision, standing: standing, by: person, now: now)
    }
    #expect(try lodge()[0].data == ["decision": 29])
    #expect(try lodge(told: "2026-09-01T10:00:00.000000Z").count == 1)
    #expect(throws: Rejection.appealTooLate) { try lodge(told: "2026-08-31T09:59:59.000000Z") }
    #expect(throws: Rejection.decisionNotFound) { try lodge(by: 2) }
    #expect(throws: Rejection.alreadyAppealed) { try lodge(hasAppealed: true) }
    #expect(throws: Rejection.fieldEmpty("text")) { try lodge(" ") }

    let appeal = AppealFacts(id: AppealID(40), decision: decision, author: ParticipantID(1), isDecided: false)
    func decideAppeal(_ outcome: AppealOutcome, by who: Position) throws(Rejection) -> [NewEvent] {
      try AppealRules.decide(
        appeal, outcome: outcome, reason: "Era public", on: facts(post(.hidden)),
        by: ActingPerson(id: ParticipantID(who), role: .moderator), next: 200)
    }
    #expect(throws: Rejection.anotherModerator) { try decideAppeal(.reversed, by: 3) }
    #expect(throws: Rejection.anotherModerator) { try decideAppeal(.reversed, by: 1) }
    #expect(try decideAppeal(.upheld, by: 4).map(\.type) == ["appeal.decided.v1"])
    #expect(try decideAppeal(.reversed, by: 4).map(\.type) == ["appeal.decided.v1", "post.restored.v1"])
  }

  @Test func `a notice says why, in good faith, and a visitor who they are`() throws {
    func give(
      _ explanation: String = "Adresa mea", ground: Ground = .privacy, faith: Bool = true, name: String = "", email: String = "",
      by person: ActingPerson? = nil, hasOpen: Bool = false
    ) throws(Rejection) -> [NewEvent] {
      let notice = NewNotice(
        subject: .post(PostID(11)), ground: ground, explanation: explanation, isInGoodFaith: faith, contactName: name,
        contactEmail: email, language: "ro")
      return try NoticeRules.give(notice, exists: true, hasOpenNotice: hasOpen, by: person)
    }
    let ana = ActingPerson(id: ParticipantID(2))
    let event = try give(by: ana)[0]
    #expect(event.by == nil && event.data == ["about": "post", "post": 11, "ground": "privacy", "lang": "ro"])
    #expect(event.contents.map(\.text) == ["2", "", "Adresa mea", "{}"])
    #expect(throws: Rejection.fieldEmpty("explanation")) { try give(" ", by: ana) }
    #expect(throws: Rejection.goodFaithRequired) { try give(faith: false, by: ana) }
    #expect(throws: Rejection.alreadyNotified) { try give(by: ana, hasOpen: true) }
    #expect(throws: Rejection.nameEmpty) { try give() }
    #expect(throws: Rejection.emailInvalid) { try give(name: "Ana") }
    #expect(try give(name: "Ana", email: "ana@example.org")[0].contents[3].text == #"{"name":"Ana","email":"ana@example.org"}"#)
    // Nobody needs to say who they are to protect a child.
    #expect(try give(ground: .minors).count == 1)
  }

  @Test func `who is muted writes nothing, who is suspended does nothing but take back`() throws {
    let muted = ActingPerson(id: ParticipantID(1), restriction: .muted(until: setting.now))
    #expect(throws: Rejection.muted(until: setting.now)) { try muted.require(.publishPost) }
    #expect(throws: Never.self) { try muted.require(.react) }
    let suspended = ActingPerson(id: ParticipantID(1), restriction: .suspended(until: nil))
    #expect(throws: Rejection.suspended(until: nil)) { try suspended.require(.react) }
    #expect(throws: Never.self) { try suspended.require(.withdrawOwnPost) }
    #expect(throws: Rejection.suspended(until: nil)) { try PeopleRules.rename("Alt nume", current: "Ana", by: suspended) }
    #expect(throws: Rejection.suspended(until: nil)) {
      try PeopleRules.state(SpeakerChoice(category: .ngo), organisation: .none, by: suspended, next: 1)
    }
    #expect(Restriction(muted: 5, suspended: nil, now: Instant(microseconds: 5)) == nil)
    #expect(Restriction(muted: 6, suspended: nil, now: Instant(microseconds: 5)) == .muted(until: Instant(microseconds: 6)))
    #expect(
      Restriction(muted: 6, suspended: 9_007_199_254_740_991, now: Instant(microseconds: 5)) == .suspended(until: nil))
  }

  @Test func `only an administrator erases, once, and never what later events stand on`() throws {
    func erase(_ name: String = "body", stream: Stream? = Stream(.post, 11), isThere: Bool = true, by who: ActingAuthority)
      throws(Rejection)
      -> [NewEvent]
    {
      try ErasureRules.erase(
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
    #expect(!Rights.allows(.participant, .decide))
    #expect(!Rights.allows(.moderator, .grantRole))
  }

  @Test func `posts wait where the space, the person or a rule says so, and never for moderators`() {
    let ana = ActingPerson(id: ParticipantID(1), posts: 2)
    let newcomers = Screen(policy: SpacePolicy(premoderation: .newcomers, newcomerPosts: 3))
    #expect(newcomers.reason(to: "Bună", by: ana) == .newcomer)
    #expect(newcomers.reason(to: "Bună", by: ActingPerson(id: ana.id, posts: 3)) == nil)
    #expect(Screen(policy: SpacePolicy(premoderation: .all, newcomerPosts: 0)).reason(to: "Bună", by: ana) == .space)
    #expect(newcomers.reason(to: "Bună", by: ActingPerson(id: ana.id, role: .moderator)) == nil)
    let limited = ActingPerson(id: ana.id, areLinksHeld: true, posts: 9)
    #expect(Screen.open.reason(to: "Vedeți https://exemplu.ro", by: limited) == .limited)
    #expect(Screen.open.reason(to: "Bună", by: limited) == nil)
    let rules = Screen(
      rules: RuleSet(words: ["cumpără*", "la reducere"], links: 1, repeats: true, perHour: 5), recent: ["Bună ziua"], lastHour: 4)
    #expect(rules.reason(to: "CUMPARATI acum!", by: ana) == .words)
    #expect(rules.reason(to: "Totul e la\nreducere.", by: ana) == .words)
    #expect(rules.reason(to: "Bună", title: "La reducere", by: ana) == .words)
    #expect(rules.reason(to: "Am necumpărat nimic la reduceri.", by: ana) == nil)
    #expect(rules.reason(to: "http://a.ro și www.b.ro", by: ana) == .links)
    #expect(rules.reason(to: "https://www.a.ro", by: ana) == nil)
    #expect(rules.reason(to: "Bună ziua", by: ana) == .repetition)
    var busy = rules
    busy.lastHour = 5
    #expect(busy.reason(to: "Bună seara", by: ana) == .rate)
  }

  @Test func `what waits is published as its author's word, or refused with reasons`() throws {
    let held = HeldFacts(
      id: PostID(60), author: ParticipantID(1), space: SpaceID(5), kind: .question, language: "ro", state: .held,
      title: "Transport", body: "Cum facem?", speaker: Speaker(category: .ngo))
    func subject(_ state: HeldState = .held) -> SubjectFacts {
      var held = held
      held.state = state
      return SubjectFacts(person: held.author, held: held, decision: DecisionID(29), matter: MatterID(60))
    }
    let about = ModerationSubject.post(PostID(60))
    let published = try decide(.publish, on: subject(), about: about, explanation: "")
    #expect(published.map(\.type) == ["decision.taken.v1", "thread.opened.v1", "post.released.v1"])
    #expect(published[2].stream == Stream(.post, 60) && published[2].by == 1 && published[2].data["thread"] == 101)
    #expect(try decide(.refuse, on: subject(), about: about).map(\.type) == ["decision.taken.v1", "post.refused.v1"])
    #expect(throws: Rejection.fieldEmpty("explanation")) { try decide(.refuse, on: subject(), about: about, explanation: "") }
    #expect(throws: Rejection.alreadyDecided) { try decide(.publish, on: subject(.refused), about: about) }
    #expect(throws: Rejection.measureUnsuitable) { try decide(.hide, on: subject(), about: about) }
    #expect(throws: Rejection.measureUnsuitable) { try decide(.publish, on: facts(post())) }
    #expect(try decide(.lift, on: subject(.refused), about: about).last?.type == "post.released.v1")
  }
}
