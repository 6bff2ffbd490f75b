/// Commands about invitations, and joining by one.
extension ForumCommand {
  func invitation(_ facts: Facts, _ next: Position) throws -> Decision {
    switch command {
    case .invite(let hashes):
      let person = try inviter(facts, count: hashes.count)
      return Decision(record: { try Invitations.add(hashes, by: person.id, in: $0) })
    case .inviteByMail(let typed, let hash, let mail, let ifTaken):
      let person = try inviter(facts, count: 1)
      let email = try EmailAddress(typed)
      try requireRoom(facts)
      // Only the mailbox learns whether its address has an account already.
      let isTaken = try facts.isEmailTaken(typed)
      return Decision(record: { context in
        if !isTaken { try Invitations.add([hash], email: email, by: person.id, in: context) }
        try MailQueue.add(isTaken ? ifTaken : mail, in: context)
      })
    case .handOver(let participant, let hash):
      let person = try inviter(facts, count: 1)
      _ = try assisted(participant, by: person, facts)
      return Decision(record: { context in
        try Invitations.removeAll(for: participant, in: context)
        try Invitations.add([hash], for: participant, by: person.id, in: context)
      })
    case .withdrawInvitations:
      let person = try facts.actingAnywhere(person(facts))
      try person.require(.invite)
      return Decision(record: { try Invitations.removeAll(by: person.id, in: $0) })
    case .join(let hash, let joining):
      guard actor == .visitor, let invitation = try facts.invitation(hash) else { throw Rejection.invitationInvalid }
      if let participant = invitation.participant { return try takeOver(participant, by: hash, joining, facts) }
      let email = try invitation.email.map { try EmailAddress($0) }
      if let email, try facts.isEmailTaken(email.text) { throw Rejection.emailTaken }
      let event = try PeopleRules.join(name: joining.name, language: joining.language, next: next)
      return Decision(
        [event], answer: [next],
        record: { context in
          try AccountTables.insertAccount(
            ParticipantID(next), email: email, codeHash: email == nil ? hash : nil, passwordHash: joining.passwordHash,
            language: joining.language, in: context)
          try Invitations.use(hash, in: context)
          if let email {
            try Invitations.removeAll(to: email, in: context)
            try MailedLinks.removePending(email, in: context)
          }
        })
    default: throw Rejection.notAllowed
    }
  }

  /// What was written down for somebody becomes theirs: their account begins, under the name they choose now.
  private func takeOver(
    _ participant: ParticipantID, by hash: [UInt8], _ joining: Joining, _ facts: Facts
  ) throws -> Decision {
    guard try !facts.hasAccount(participant), let person = try facts.person(participant, limit: .participant) else {
      throw Rejection.invitationInvalid
    }
    return Decision(
      try PeopleRules.rename(joining.name, current: facts.name(of: person), by: person), answer: [participant.rawValue],
      record: { context in
        try AccountTables.insertAccount(
          participant, email: nil, codeHash: hash, passwordHash: joining.passwordHash, language: joining.language, in: context)
        try Invitations.removeAll(for: participant, in: context)
      })
  }

  private func inviter(_ facts: Facts, count: Int) throws -> ActingPerson {
    let person = try facts.actingAnywhere(person(facts))
    try person.require(.invite)
    guard (1...Limits.invitationsAtOnce).contains(count) else { throw Rejection.countInvalid }
    guard try facts.waitingInvitations(by: person.id) + count <= Limits.invitationsWaiting else {
      throw Rejection.tooManyInvitations
    }
    return person
  }
}
