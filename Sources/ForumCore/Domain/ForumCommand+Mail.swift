/// Commands that send mail, and those of the queue of mails.
extension ForumCommand {
  func requestRegistration(
    _ registration: Registration, _ link: [UInt8], _ mail: OutgoingMail, _ ifTaken: OutgoingMail, _ facts: Facts
  ) throws -> Decision {
    // What is wrong with it is said at once; that the address is taken only to its owner.
    let email = try PeopleRules.register(registration, isEmailTaken: false, setupCode: .none, next: 1).email
    try requireRoom(facts)
    let isTaken = try facts.isEmailTaken(registration.email)
    return Decision(record: { context in
      if !isTaken { try MailedLinks.insert(registration, email: email, hash: link, in: context) }
      try MailQueue.add(isTaken ? ifTaken : mail, in: context)
    })
  }

  func confirmRegistration(_ link: [UInt8], _ facts: Facts, _ next: Position) throws -> Decision {
    guard let pending = try facts.pendingRegistration(link) else { throw Rejection.linkInvalid }
    let registration = Registration(
      name: pending.name, email: pending.email, passwordHash: pending.passwordHash, language: pending.language)
    var decision = try register(registration, facts, next)
    let (record, email) = (decision.record, try EmailAddress(pending.email))
    decision.record = { context in
      try record?(context)
      try MailedLinks.removePending(email, in: context)
    }
    return decision
  }

  func requestSignInLink(
    _ email: String, _ link: [UInt8], _ mail: OutgoingMail, _ facts: Facts
  ) throws -> Decision {
    _ = try EmailAddress(email)
    try requireRoom(facts)
    guard let account = try facts.account(email: email), let address = account.email else { return Decision() }
    return Decision(record: { context in
      var mail = mail
      mail.participant = account.participant
      mail.address = address
      try MailedLinks.insertSignIn(link, of: account.participant, in: context)
      try MailQueue.add(mail, in: context)
    })
  }

  /// Another address for an account that exists.
  func emailChange(_ facts: Facts) throws -> Decision {
    switch command {
    case .changeEmail(let typed):
      let person = try accountHolder(facts)
      let email = try EmailAddress(typed)
      guard try !facts.isEmailTaken(typed) else { throw Rejection.emailTaken }
      return Decision(record: { try EmailChanges.change(person.id, to: email, in: $0) })
    case .requestEmailChange(let typed, let link, let mail, let ifTaken):
      let person = try accountHolder(facts)
      let email = try EmailAddress(typed)
      try requireRoom(facts)
      // Only the mailbox learns whether its address has an account already.
      let isTaken = try facts.isEmailTaken(typed)
      return Decision(record: { context in
        if !isTaken { try EmailChanges.insert(link, of: person.id, to: email, in: context) }
        try MailQueue.add(isTaken ? ifTaken : mail, in: context)
      })
    case .confirmEmailChange(let link, let notice):
      guard let (participant, typed) = try facts.emailChange(link), try facts.hasAccount(participant) else {
        throw Rejection.linkInvalid
      }
      let email = try EmailAddress(typed)
      guard try !facts.isEmailTaken(typed) else { throw Rejection.emailTaken }
      let before = try facts.address(of: participant)
      return Decision(
        answer: [participant.rawValue],
        record: { context in
          try EmailChanges.change(participant, to: email, in: context)
          // The change is made whether or not the old mailbox can be told.
          guard let before, try facts.waitingMails() < Limits.waitingMails else { return }
          var notice = notice
          notice.address = before
          try MailQueue.add(notice, in: context)
        })
    default: preconditionFailure("not about an address")
    }
  }

  private func accountHolder(_ facts: Facts) throws -> ActingPerson {
    let person = try person(facts)
    guard try facts.hasAccount(person.id) else { throw Rejection.notAllowed }
    return person
  }

  /// Verifying an organisation by a mailbox of its own.
  func verification(_ facts: Facts) throws -> Decision {
    switch command {
    case .requestVerification(let id, let link, let mail):
      let person = try person(facts)
      try OrganisationRules.requestVerification(of: facts.organisationForMandates(id), by: person)
      try requireRoom(facts)
      return Decision(record: { context in
        try OrganisationLinks.insert(link, of: id, by: person.id, in: context)
        try MailQueue.add(mail, in: context)
      })
    case .useVerificationLink(let link):
      guard let (organisation, person) = try facts.organisationLink(link) else { throw Rejection.linkInvalid }
      let events = try OrganisationRules.verify(organisation, isVerified: facts.isVerified(organisation), askedBy: person)
      return Decision(
        events, answer: [organisation.rawValue], record: { try OrganisationLinks.removeAll(of: organisation, in: $0) })
    default: preconditionFailure("not about verifying by mail")
    }
  }

  func requireRoom(_ facts: Facts) throws {
    guard try facts.waitingMails() < Limits.waitingMails else { throw Rejection.mailBusy }
  }

  /// What the program itself does with the queue of mails.
  func mail(_ facts: Facts) throws -> Decision {
    guard actor == .system else { throw Rejection.notAllowed }
    switch command {
    case .queueMail(let mail):
      try requireRoom(facts)
      return Decision(record: { try MailQueue.add(mail, in: $0) })
    case .claimMails(let limit):
      let due = try facts.dueMails(limit: limit)
      return Decision(
        answer: due,
        record: { context in
          try MailQueue.claim(due, in: context)
          try MailedLinks.removeExpired(in: context)
        })
    case .settleMail(let id, let outcome):
      return Decision(record: { context in
        if outcome != .postponed { try MailQueue.remove(id, in: context) }
      })
    case .follow(let name, let from, let to, let mails):
      guard try Reader(database: facts.database).follower(name) == from else { return Decision() }
      if !mails.isEmpty { try requireRoom(facts) }
      return Decision(
        answer: [1],
        record: { context in
          for mail in mails { try MailQueue.add(mail, in: context) }
          try MailQueue.move(follower: name, to: to, in: context)
        })
    default: throw Rejection.notAllowed
    }
  }
}
