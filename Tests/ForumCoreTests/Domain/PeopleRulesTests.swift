import Testing

@testable import ForumCore

/// The rules of people: who registers, as what they speak, and what consent shows.
struct PeopleRulesTests {
  let ana = ActingPerson(id: ParticipantID(1))

  func registration(name: String = "Ana", email: String = "ana@example.org", language: String = "ro") -> Registration {
    Registration(name: name, email: email, passwordHash: "$argon2id$", language: language)
  }

  @Test func `who registers is the author of their registration`() throws {
    let registered = try PeopleRules.register(registration(), isEmailTaken: false, setupCode: .none, next: 9)
    #expect(registered.events.map(\.type) == ["participant.registered.v1"])
    #expect(registered.events[0].by == 9)
    #expect(registered.events[0].data == ["lang": "ro"])
    #expect(registered.events[0].contents == [NewContent("name", .public, text: "Ana")])
  }

  @Test func `a good setup code makes an administrator, a bad one nobody`() throws {
    let events = try PeopleRules.register(registration(), isEmailTaken: false, setupCode: .valid, next: 9).events
    #expect(events.map(\.type) == ["participant.registered.v1", "participant.role-granted.v1"])
    #expect(events[1].stream == Stream(.participant, 9) && events[1].by == nil)
    #expect(throws: Rejection.setupLinkInvalid) {
      try PeopleRules.register(registration(), isEmailTaken: false, setupCode: .invalid, next: 9)
    }
  }

  @Test func `an address is used once, and names are names`() {
    func register(_ registration: Registration, isTaken: Bool = false) throws {
      _ = try PeopleRules.register(registration, isEmailTaken: isTaken, setupCode: .none, next: 9)
    }
    #expect(throws: Rejection.emailTaken) { try register(registration(), isTaken: true) }
    #expect(throws: Rejection.nameEmpty) { try register(registration(name: "  ")) }
    #expect(throws: Rejection.nameTooLong(limit: 80)) { try register(registration(name: String(repeating: "a", count: 81))) }
    for hidden in HiddenCharacters.all {
      #expect(throws: Rejection.controlCharacters(field: "name")) { try register(registration(name: "Ana\(hidden)nomis")) }
      #expect(throws: Rejection.emailInvalid) { try register(registration(email: "ana\(hidden)@example.org")) }
    }
    for name in HiddenCharacters.proper { #expect(throws: Never.self) { try register(registration(name: name)) } }
    for address in ["", "ana", "@example.org", "ana@", "ana@example", "a b@example.org", "ana@@example.org", "ana@example..org"] {
      #expect(throws: Rejection.emailInvalid, "\(address)") { try register(registration(email: address)) }
    }
  }

  @Test func `an address is folded`() throws {
    #expect(try EmailAddress(" Ana.Pop@Example.ORG ").folded == "ana.pop@example.org")
  }

  @Test func `an organisation gives its own category and level`() throws {
    let profile = OrganisationProfile(category: .institution, level: .county)
    let events = try PeopleRules.state(
      SpeakerChoice(category: .ngo, organisation: OrganisationID(7), profession: .schoolMediator),
      organisation: .organisation(OrganisationID(7), profile), by: ana, next: 9)
    #expect(
      events.map { $0.contents[0].text } == [
        #"{"category":"institution","level":"county","organisation":7,"profession":"school-mediator"}"#
      ])
  }

  @Test func `in a mixed organisation each counts under their own category`() throws {
    let mixed = OrganisationChoice.organisation(OrganisationID(7), OrganisationProfile(category: .mixed))
    let events = try PeopleRules.state(
      SpeakerChoice(category: .ngo, organisation: OrganisationID(7)), organisation: mixed, by: ana, next: 9)
    #expect(events[0].contents[0].text == #"{"category":"ngo","organisation":7}"#)
    #expect(throws: Rejection.speakerInvalid) {
      try PeopleRules.state(SpeakerChoice(category: .mixed), organisation: .none, by: ana, next: 9)
    }
    #expect(throws: Rejection.speakerInvalid) {
      try PeopleRules.state(SpeakerChoice(category: .ngo, level: .local), organisation: .none, by: ana, next: 9)
    }
    #expect(throws: Rejection.unknownOrganisation) {
      try PeopleRules.state(SpeakerChoice(organisation: OrganisationID(7)), organisation: .unknown, by: ana, next: 9)
    }
  }

  @Test func `belonging to a community is shown only with consent`() throws {
    let choice = SpeakerChoice(category: .community)
    #expect(throws: Rejection.consentRequired) { try PeopleRules.state(choice, organisation: .none, by: ana, next: 9) }
    // A community organisation says the same of who speaks from it.
    #expect(throws: Rejection.consentRequired) {
      try PeopleRules.state(
        SpeakerChoice(organisation: OrganisationID(7)),
        organisation: .organisation(OrganisationID(7), OrganisationProfile(category: .community)), by: ana, next: 9)
    }
    let agreed = SpeakerChoice(category: .community, consent: true)
    let events = try PeopleRules.state(agreed, organisation: .none, by: ana, next: 9)
    #expect(events.map(\.type) == ["consent.given.v1", "speaker.stated.v1"])
    #expect(events[0].by == nil && events[1].cause == 9)
    let consented = ActingPerson(id: ParticipantID(1), consent: 9)
    #expect(try PeopleRules.state(choice, organisation: .none, by: consented, next: 12).map(\.type) == ["speaker.stated.v1"])
  }

  @Test func `a consent is taken back once`() {
    let consented = ActingPerson(id: ParticipantID(1), consent: 9)
    let events = PeopleRules.withdrawConsent(by: consented)
    #expect(events.map(\.stream) == [Stream(.consent, 9)])
    #expect(PeopleRules.withdrawConsent(by: ana) == [])
  }

  @Test func `roles are given by administrators to others`() throws {
    let administrator = ActingAuthority.person(ActingPerson(id: ParticipantID(4), role: .administrator))
    #expect(
      try PeopleRules.grant(.moderator, to: ana.id, current: .participant, by: administrator)[0].data == ["role": "moderator"])
    #expect(try PeopleRules.grant(.moderator, to: ana.id, current: .moderator, by: administrator) == [])
    #expect(throws: Rejection.notAllowed) {
      try PeopleRules.grant(.participant, to: ParticipantID(4), current: .administrator, by: administrator)
    }
    #expect(throws: Rejection.notAllowed) {
      try PeopleRules.grant(.administrator, to: ana.id, current: .participant, by: .person(ana))
    }
    #expect(throws: Rejection.participantNotFound) { try PeopleRules.grant(.moderator, to: ana.id, current: nil, by: .system) }
  }

  @Test func `the same name again is no event`() throws {
    #expect(try PeopleRules.rename(" Ana ", current: "Ana", by: ana) == [])
    #expect(try PeopleRules.rename("Ana P.", current: "Ana", by: ana)[0].data == ["replaces": 1])
  }

  @Test func `passwords have a length and nothing else`() {
    #expect(PasswordPolicy.check("123456789") == .passwordTooShort(limit: 10))
    #expect(PasswordPolicy.check("aaaaaaaaaa") == nil)
    #expect(PasswordPolicy.check(String(repeating: "p", count: 201)) == .passwordTooLong(limit: 200))
  }
}
