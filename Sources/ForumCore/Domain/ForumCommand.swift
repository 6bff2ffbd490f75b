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

    case .openThread(let thread):
      let exists = try thread.territory.map { try facts.territoryExists($0) } ?? true
      let place = try facts.place(thread.space)
      let person = try facts.acting(facts.speaking(person(facts), for: thread.spokenFor), in: place?.id)
      let screen = try facts.screen(place?.policy ?? .open, rules: place?.rules, for: person)
      let events = try ThreadRules.open(
        thread, in: place?.id, territoryExists: exists, screen: screen, by: person, next: next)
      // What waits has no thread yet.
      return Decision(events, answer: events.count > 1 ? [next, next + 1] : [next])
    case .retitleThread(let id, let title):
      return Decision(try ThreadRules.retitle(title, of: facts.thread(id, withTitle: true), by: person(facts)))

    case .publishPost(let thread, let parent, let body, let language, let organisation):
      let state = try facts.thread(thread)
      let person = try facts.acting(facts.speaking(person(facts), for: organisation), in: state?.space)
      let last = state?.slowSeconds == nil ? nil : try facts.lastPost(of: person.id, in: thread)
      let events = try PostRules.publish(
        body: body, language: language, in: state, parent: facts.parent(parent), after: last, now: context.now,
        screen: facts.screen(state?.policy ?? .open, rules: state?.rules, for: person), by: person)
      // A zero behind the identifier says that it waits.
      let isHeld = events.first?.type == PostHeld.type.rawValue
      return Decision(events, answer: isHeld ? [next, 0] : [next])
    case .publishAssistedPost(let new): return try publish(new, facts, next)
    case .withdrawAssistedConsent(let id):
      return try withdrawConsent(of: assisted(id, by: facts.actingAnywhere(person(facts)), facts), facts)
    case .editPost(let id, let body, let language, let replaces):
      let post = try facts.post(id, withBody: true)
      let thread = try post.flatMap { try facts.thread($0.thread) }
      let person = try facts.acting(person(facts), in: thread?.space)
      let events = try PostRules.edit(
        post, in: thread, body: body, language: language, replaces: replaces,
        screen: facts.screen(thread?.policy ?? .open, rules: thread?.rules, for: person), by: person)
      // The position of the body that stands now, whether this edit made it or it stood already.
      return Decision(events, answer: [events.isEmpty ? post!.body : next])
    case .withdrawPost(let id):
      let person = try person(facts)
      if let held = try facts.held(id) { return try withdraw(held, by: person, facts) }
      return Decision(
        try PostRules.withdraw(facts.post(id), forItsAuthor: facts.isAssistant(person.id, of: id), by: person))
    case .react(let id, let reaction, let isOn):
      let person = try person(facts)
      let given = try facts.reaction(reaction, to: id, by: person.id)
      return Decision(try PostRules.react(reaction, isOn: isOn, to: facts.post(id), given: given, by: person))

    case .giveNotice(let notice): return try give(notice, facts, next)
    case .decide(let new):
      let setting = DecisionRules.Setting(
        terms: try facts.terms()?.position, space: try new.space.flatMap { try facts.space($0) },
        rearrangement: try facts.rearrangement(new), replaced: try facts.decision(new.replaces), now: context.now, next: next)
      let subject = try facts.subject(new.subject)
      let person = try facts.acting(person(facts), in: facts.space(of: subject))
      if let into = setting.rearrangement?.into { try facts.acting(self.person(facts), in: into.space).require(.decide) }
      try requireFree(subject.matter, for: person, facts)
      return Decision(
        try DecisionRules.decide(new, on: subject, in: setting, by: person), answer: [next],
        record: setting.rearrangement.map { left in { try AccountTables.recountMarks(of: left.from.id, in: $0) } })
    case .settleDecision(let id, let agrees, let reason): return try settle(id, agrees: agrees, reason: reason, facts)
    case .lodgeAppeal(let id, let text):
      let person = try person(facts)
      let events = try AppealRules.lodge(
        text, against: facts.decision(id), standing: facts.standing(of: person.id, towards: id), by: person, now: context.now)
      return Decision(events, answer: [next])
    case .decideAppeal(let id, let outcome, let reason):
      let appeal = try facts.appeal(id)
      let events = try AppealRules.decide(
        appeal, outcome: outcome, reason: reason, on: facts.subject(of: appeal?.decision), by: person(facts), next: next)
      return Decision(events, answer: [id.rawValue])
    case .publishTerms(let text):
      let number = (try facts.terms()?.number ?? 0) + 1
      return Decision(try TermsRules.publish(text, number: number, by: authority(facts)), answer: [next])
    case .setPremoderation(let space, let policy):
      return Decision(try PremoderationRules.set(policy, of: facts.place(space), by: authority(facts)))
    case .setRules(let rules):
      return Decision(try PremoderationRules.set(rules, current: facts.rules(nil), by: authority(facts)), answer: [next])
    case .claimMatter(let matter, let isOn):
      let person = try facts.acting(person(facts), in: facts.space(of: matter))
      try person.require(.decide)
      guard let isOpen = try facts.isMatterOpen(matter) else { throw Rejection.matterNotFound }
      guard isOpen else { throw Rejection.alreadyDecided }
      try requireFree(matter, for: person, facts)
      return Decision(record: { try ModerationTables.claim(matter, by: person.id, isOn: isOn, in: $0) })
    case .markTold(let decisions):
      let person = try person(facts)
      return Decision(record: { try ModerationTables.markTold(decisions, person.id, in: $0) })

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

  private func authority(_ facts: Facts) throws -> ActingAuthority {
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

  private func give(_ notice: NewNotice, _ facts: Facts, _ next: Position) throws -> Decision {
    let person: ActingPerson? = actor == .visitor ? nil : try person(facts)
    let subject = try facts.subject(notice.subject)
    let events = try NoticeRules.give(
      notice, exists: subject.person != nil, hasOpenNotice: facts.hasOpenNotice(person?.id, in: subject.matter), by: person)
    return Decision(
      events, answer: [next],
      record: { context in
        if let hash = notice.receiptHash { try ModerationTables.insertReceipt(hash, of: NoticeID(next), in: context) }
        // Where too many wait the notice is still taken: its page confirms it.
        if let mail = notice.confirmation, try facts.waitingMails() < Limits.waitingMails {
          try MailQueue.add(mail, in: context)
        }
      })
  }

  private func settle(_ id: DecisionID, agrees: Bool, reason: String, _ facts: Facts) throws -> Decision {
    let decision = try facts.decision(id)
    let erasing = agrees && decision?.ruling.measure == .erase ? decision?.ruling.post : nil
    let bodies = try erasing.map { try facts.bodies(of: $0, limit: Limits.erasedVersions + 1) } ?? []
    let events = try DecisionRules.settle(
      decision, agrees: agrees, reason: reason, on: facts.subject(of: decision), bodies: bodies, by: person(facts))
    return Decision(
      events, answer: [id.rawValue],
      record: { context in
        for content in bodies { try Contents.erase(content.name, of: content.position, in: context.database) }
      })
  }

  private func withdraw(_ held: HeldFacts, by person: ActingPerson, _ facts: Facts) throws -> Decision {
    let contents = try facts.heldContents(of: held.id)
    let events = try held.withdraw(contents, by: person)
    return Decision(
      events,
      record: { context in
        guard !events.isEmpty else { return }
        for content in contents { try Contents.erase(content.name, of: content.position, in: context.database) }
      })
  }

  /// Two moderators do not collide: while one works on a matter, no other decides it.
  private func requireFree(_ matter: MatterID?, for person: ActingPerson, _ facts: Facts) throws {
    guard let matter, let claimant = try facts.claimant(of: matter), claimant != person.id else { return }
    throw Rejection.claimedByAnother
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

/// What every installation begins with: the built-in spaces, the first edition of the terms and its own keys. Again and again it is
/// done already.
struct Founding: LedgerCommand {
  /// The edition that comes with the program.
  let terms: JSONValue
  /// Bytes for the keys that are missing.
  let secrets: [(SecretName, [UInt8])]

  func decide(in context: LedgerContext) throws -> Result<Decision, Rejection> {
    let facts = Facts(context)
    let present = Set(try facts.spaces().keys)
    var events = SpaceRules.openBuiltIn(present: present)
    if try facts.terms() == nil { events.append(TermsPublished(number: 1, author: nil, text: terms).event()) }
    return .success(
      Decision(
        events,
        record: { context in
          for (name, bytes) in secrets { try AccountTables.insertSecret(name, bytes, in: context) }
        }))
  }
}
