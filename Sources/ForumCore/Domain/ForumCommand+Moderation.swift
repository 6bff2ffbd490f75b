/// Commands about notices, decisions and appeals, and about what moderators decide by.
extension ForumCommand {
  func moderation(_ facts: Facts, _ next: Position) throws -> Decision {
    switch command {
    case .giveNotice(let notice): return try give(notice, facts, next)
    case .decide(let new):
      let setting = DecisionRules.Setting(
        terms: try facts.terms()?.position, space: try new.space.flatMap { try facts.space($0) },
        rearrangement: try facts.rearrangement(new), replaced: try facts.decision(new.replaces), now: facts.now, next: next)
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
        text, against: facts.decision(id), standing: facts.standing(of: person.id, towards: id), by: person, now: facts.now)
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
    default: preconditionFailure("not about moderation")
    }
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

  /// Two moderators do not collide: while one works on a matter, no other decides it.
  private func requireFree(_ matter: MatterID?, for person: ActingPerson, _ facts: Facts) throws {
    guard let matter, let claimant = try facts.claimant(of: matter), claimant != person.id else { return }
    throw Rejection.claimedByAnother
  }
}
