/// Commands about what a person shows besides a password.
extension ForumCommand {
  func secondFactor(_ facts: Facts) throws -> Decision {
    switch command {
    case .proposeOneTimePassword(let secret):
      let person = try person(facts)
      guard try facts.hasAccount(person.id) else { throw Rejection.notAllowed }
      guard try facts.oneTimePassword(of: person.id)?.isConfirmed != true else { throw Rejection.secondFactorIsOn }
      return Decision(record: { try SecondFactors.propose(secret, of: person.id, in: $0) })
    case .confirmOneTimePassword(let code, let recovery, let session):
      let person = try person(facts)
      guard let stored = try facts.oneTimePassword(of: person.id), !stored.isConfirmed else { throw Rejection.secondFactorIsOn }
      guard
        let step = OneTimePassword.match(code, secret: stored.secret, after: stored.lastStep, now: facts.now)
      else { throw Rejection.codeWrong }
      return Decision(
        record: {
          try SecondFactors.confirm(of: person.id, step: step, recovery: recovery, session: session, in: $0)
        })
    case .renewRecoveryCodes(let code, let recovery):
      let person = try person(facts)
      let used = try used(code, of: person.id, facts)
      return Decision(record: { context in
        try SecondFactors.use(used, of: person.id, in: context)
        try SecondFactors.replaceRecoveryCodes(of: person.id, by: recovery, in: context)
      })
    case .endOneTimePassword(let code):
      let person = try person(facts)
      _ = try used(code, of: person.id, facts)
      return Decision(record: { try SecondFactors.end(of: person.id, in: $0) })
    case .useCode(let code, let participant):
      guard actor == .system else { throw Rejection.notAllowed }
      let used = try used(code, of: participant, facts)
      return Decision(record: { try SecondFactors.use(used, of: participant, in: $0) })
    case .resetSecondFactor(let participant):
      guard actor == .system else { throw Rejection.notAllowed }
      guard try facts.hasAccount(participant) else { throw Rejection.participantNotFound }
      return Decision(record: { try SecondFactors.reset(participant, in: $0) })
    default: throw Rejection.notAllowed
    }
  }

  /// A code of the person's app, or one from paper.
  private func used(_ code: String, of participant: ParticipantID, _ facts: Facts) throws -> UsedCode {
    guard let stored = try facts.oneTimePassword(of: participant), stored.isConfirmed else { throw Rejection.codeWrong }
    if let step = OneTimePassword.match(code, secret: stored.secret, after: stored.lastStep, now: facts.now) {
      return .oneTimePassword(step: step)
    }
    if let paper = PaperCode(code), try facts.hasRecoveryCode(paper.hash, of: participant) {
      return .recovery(hash: paper.hash)
    }
    throw Rejection.codeWrong
  }
}
