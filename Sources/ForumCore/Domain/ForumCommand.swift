/// A command with who gives it, as the ledger takes it: loads the facts, lets the rules decide, says what goes beside the log.
struct ForumCommand: LedgerCommand {
  let command: Command
  let actor: Actor

  func decide(in context: LedgerContext) throws -> Result<Decision, Rejection> {
    do {
      return .success(try decision(in: context))
    } catch let rejection as Rejection {
      return .failure(rejection)
    }
  }

  private func decision(in context: LedgerContext) throws -> Decision {
    let facts = Facts(context)
    let next = context.next
    switch command {
    case .registerParticipant(let registration): return try register(registration, facts, next)
    case .rename(let name):
      let person = try person(facts)
      return Decision(try PeopleRules.rename(name, current: facts.name(of: person), by: person))
    case .stateSpeaker(let choice):
      let person = try person(facts)
      return Decision(
        try PeopleRules.state(choice, organisation: facts.organisation(choice.organisation), by: person, next: next))
    case .withdrawConsent: return try withdrawConsent(of: person(facts), facts)
    case .grantRole(let id, let role):
      return Decision(try PeopleRules.grant(role, to: id, current: facts.role(of: id), by: authority(facts)))
    case .restrict(let isOn): return Decision(PeopleRules.restrict(isOn, by: try person(facts)))
    case .verifyProfession(let id, let isOn):
      return Decision(try PeopleRules.verifyProfession(facts.profession(of: id), isOn: isOn, of: id, by: authority(facts)))
    case .grantSpaceRole(let id, let role, let key):
      let space = try facts.space(key)
      let current = try space.flatMap { try facts.spaceRole(of: id, in: $0) }
      return Decision(
        try PeopleRules.grant(
          role, to: id, exists: facts.role(of: id) != nil, in: space, current: current, by: authority(facts)))

    case .eraseOwn(let withWords):
      let person = try person(facts)
      let contents = try facts.ownContents(of: person.id, withWords: withWords, limit: Limits.erasureBatch)
      let events = try OwnErasureRules.erase(
        contents, withWords: withWords, mandates: facts.openMandates(of: person.id),
        isLastAdministrator: facts.isLastAdministrator(person), hasAccount: facts.hasAccount(person.id), of: person)
      return Decision(
        events, answer: [Int64(contents.count)],
        record: { context in
          for content in contents { try Contents.erase(content.name, of: content.position, in: context.database) }
          if contents.isEmpty { try AccountTables.erase(person.id, in: context) }
        })

    case .registerOrganisation(let organisation):
      let exists = try organisation.territory.map { try facts.territoryExists($0) } ?? true
      return Decision(
        try OrganisationRules.register(organisation, territoryExists: exists, by: person(facts)), answer: [next])
    case .verifyOrganisation(let id):
      return Decision(try OrganisationRules.verify(id, isVerified: facts.isVerified(id), by: authority(facts)))

    case .requestVerification, .useVerificationLink: return try verification(facts)
    case .offerMandate(let id, let participant, let from, let until):
      let events = try MandateRules.offer(
        facts.organisationForMandates(id), to: participant, exists: facts.role(of: participant) != nil, from: from, until: until,
        hasOne: facts.hasOpenMandate(participant, for: id), by: person(facts), today: CalendarDay(context.now))
      return Decision(events, answer: [next])
    case .acceptMandate(let id): return Decision(try MandateRules.accept(facts.mandate(id), by: person(facts)))
    case .endMandate(let id): return Decision(try MandateRules.end(facts.mandate(id), by: person(facts)))
    case .describeOrganisation(let id, let keys, let contact):
      let fields = try keys.map { key in
        guard let place = try facts.place(key) else { throw Rejection.unknownSpace }
        return place.id
      }
      return Decision(
        try MandateRules.describe(fields, contact: contact, of: facts.organisationForMandates(id), by: person(facts)))
    case .setManager(let participant, let id, let isOn):
      let exists = try facts.role(of: participant) != nil
      return Decision(
        try MandateRules.setManager(
          participant, isOn: isOn, exists: exists, of: facts.organisationForMandates(id), by: person(facts)))

    case .openThread, .retitleThread, .publishPost, .editPost, .withdrawPost, .react: return try posting(facts, next)
    case .publishAssistedPost(let new): return try publish(new, facts, next)
    case .withdrawAssistedConsent(let id):
      return try withdrawConsent(of: assisted(id, by: facts.actingAnywhere(person(facts)), facts), facts)

    case .giveNotice, .decide, .settleDecision, .lodgeAppeal, .decideAppeal, .publishTerms, .setPremoderation, .setRules,
      .claimMatter, .markTold:
      return try moderation(facts, next)

    case .openSpace(let key, let name):
      let events = try SpaceRules.open(key: key, name: name, isTaken: facts.space(key) != nil, by: authority(facts))
      return Decision(events, answer: [next])
    case .eraseContent(let position, let name, let ground, let reason):
      return try erase(position, name, ground, reason, facts)
    case .importBatch(let source, let items):
      guard items.count <= Limits.importBatch else { throw Rejection.importTooLarge(limit: Limits.importBatch) }
      let known = try facts.importing(items, from: source, next: next)
      return Decision(try ImportRules.decide(source: source, items: items, facts: known, by: authority(facts)))
    case .completeImport(let source, let counts):
      return Decision(try ImportRules.complete(source: source, counts: counts, by: authority(facts)))

    case .requestRegistration(let registration, let link, let mail, let ifTaken):
      return try requestRegistration(registration, link, mail, ifTaken, facts)
    case .confirmRegistration(let link): return try confirmRegistration(link, facts, next)
    case .changeEmail, .requestEmailChange, .confirmEmailChange: return try emailChange(facts)
    case .requestSignInLink(let email, let link, let mail): return try requestSignInLink(email, link, mail, facts)
    case .createSignInLink(let id, let link, let validSeconds):
      guard actor == .system else { throw Rejection.notAllowed }
      guard try facts.hasAccount(id) else { throw Rejection.participantNotFound }
      return Decision(record: { try MailedLinks.insertSignIn(link, of: id, validSeconds: validSeconds, in: $0) })
    case .useSignInLink(let hash, let passwordHash):
      guard let participant = try facts.signInLink(hash) else { throw Rejection.linkInvalid }
      return Decision(
        answer: [participant.rawValue],
        record: { context in
          try MailedLinks.removeSignIns(of: participant, in: context)
          guard let passwordHash else { return }
          try AccountTables.changePassword(of: participant, to: passwordHash, keeping: nil, in: context)
        })
    case .invite, .inviteByMail, .handOver, .withdrawInvitations, .join: return try invitation(facts, next)
    case .proposeOneTimePassword, .confirmOneTimePassword, .renewRecoveryCodes, .endOneTimePassword, .useCode,
      .resetSecondFactor, .addPasskey, .removePasskey, .usePasskey:
      return try secondFactor(facts)
    case .queueMail, .claimMails, .settleMail, .follow: return try mail(facts)

    case .startSession(let session):
      guard actor == .system else { throw Rejection.notAllowed }
      guard try facts.hasAccount(session.participant) else { throw Rejection.participantNotFound }
      return Decision(record: { try AccountTables.start(session, in: $0) })
    case .touchSession(let hash): return Decision(record: { try AccountTables.touch(hash, in: $0) })
    // Who knows the session's secret may end it.
    case .endSession(let hash): return Decision(record: { try AccountTables.end(hash, in: $0) })
    case .changePassword(let passwordHash, let keeping):
      let person = try person(facts)
      guard try facts.hasAccount(person.id) else { throw Rejection.notAllowed }
      return Decision(
        record: { try AccountTables.changePassword(of: person.id, to: passwordHash, keeping: keeping, in: $0) })
    case .createToken(let name, let role, let hash): return try createToken(name, role, hash, facts, next)
    case .requestDevice, .answerDevice: return try device(facts)
    case .revokeToken(let hash):
      let owner = actor == .system ? nil : try person(facts).id
      return Decision(record: { try AccountTables.revokeToken(hash, of: owner, in: $0) })
    case .createSetupLink(let hash, let validSeconds):
      guard actor == .system else { throw Rejection.notAllowed }
      return Decision(record: { try AccountTables.insertSetupLink(hash, validSeconds: validSeconds, in: $0) })
    case .useSetupLink(let hash):
      let events = try PeopleRules.useSetupLink(facts.setupCode(hash), by: person(facts))
      return Decision(events, record: { try AccountTables.useSetupLink(hash, in: $0) })
    case .markRead(let thread, let placed):
      let person = try person(facts)
      return Decision(record: { try AccountTables.markRead(thread, placed: placed, by: person.id, in: $0) })
    case .markTermsSeen(let number):
      let person = try person(facts)
      return Decision(record: { try AccountTables.markTermsSeen(number, by: person.id, in: $0) })
    }
  }

  // MARK: - Who acts

  func person(_ facts: Facts) throws -> ActingPerson {
    guard case .participant(let id, let limit) = actor, let person = try facts.person(id, limit: limit) else {
      throw Rejection.signInRequired
    }
    return person
  }

  func authority(_ facts: Facts) throws -> ActingAuthority {
    actor == .system ? .system : .person(try person(facts))
  }

  // MARK: - Decisions with more than events

  /// What was shown by the consent is cleared at once; where it stood in the contents it is erased, some at a time.
  private func withdrawConsent(of person: ActingPerson, _ facts: Facts) throws -> Decision {
    let contents = try facts.communitySpeakers(of: person.id, limit: Limits.erasureBatch)
    return Decision(
      PeopleRules.withdrawConsent(by: person) + OwnErasureRules.erasures(of: contents, at: person.id),
      answer: [Int64(contents.count)],
      record: { context in
        for content in contents { try Contents.erase(content.name, of: content.position, in: context.database) }
      })
  }

  func register(_ command: Registration, _ facts: Facts, _ next: Position) throws -> Decision {
    let registered = try PeopleRules.register(
      command, isEmailTaken: facts.isEmailTaken(command.email), setupCode: facts.setupCode(command.setupCodeHash), next: next)
    return Decision(
      registered.events, answer: [next],
      record: { context in
        try AccountTables.insertAccount(
          ParticipantID(next), email: registered.email, passwordHash: command.passwordHash, language: command.language,
          in: context)
        try Invitations.removeAll(to: registered.email, in: context)
        if let hash = command.setupCodeHash { try AccountTables.useSetupLink(hash, in: context) }
      })
  }

  private func createToken(
    _ name: String, _ role: Role, _ hash: [UInt8], _ facts: Facts, _ next: Position
  ) throws -> Decision {
    if actor == .system {
      let events = try PeopleRules.registerProgram(name: name, role: role, next: next)
      return Decision(
        events, answer: [next],
        record: { try AccountTables.insertToken(hash, of: ParticipantID(next), role: role, name: name, in: $0) })
    }
    let person = try person(facts)
    guard role <= person.role else { throw Rejection.notAllowed }
    let name = try DisplayName(name).text
    return Decision(
      answer: [person.id.rawValue],
      record: { try AccountTables.insertToken(hash, of: person.id, role: role, name: name, in: $0) })
  }

  private func erase(
    _ position: Position, _ name: String, _ ground: ErasureGround, _ reason: String, _ facts: Facts
  ) throws -> Decision {
    let entry = try EventLog.entry(at: position, in: facts.database)
    let stream = entry.flatMap { entry in entry.contents.contains { $0.name == name } ? entry.stream : nil }
    let isThere = try stream != nil && facts.text(name, at: position) != nil
    let events = try ErasureRules.erase(
      position: position, name: name, ground: ground, reason: reason, stream: stream, isThere: isThere, by: authority(facts))
    return Decision(events, record: { _ = try Contents.erase(name, of: position, in: $0.database) })
  }
}
