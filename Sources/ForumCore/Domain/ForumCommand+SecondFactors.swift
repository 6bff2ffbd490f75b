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
      // Who knows the password alone does not make a second step of their own beside the one there is.
      guard try facts.mayChangeSecondFactor(of: person.id, in: session) else { throw Rejection.secondFactorFirst }
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
    case .addPasskey, .removePasskey, .usePasskey: return try passkey(facts)
    default: throw Rejection.notAllowed
    }
  }

  private func passkey(_ facts: Facts) throws -> Decision {
    switch command {
    case .addPasskey(let passkey, let name, let challenge, let session):
      let person = try person(facts)
      guard try facts.hasAccount(person.id) else { throw Rejection.notAllowed }
      guard try facts.mayChangeSecondFactor(of: person.id, in: session) else { throw Rejection.secondFactorFirst }
      guard try !facts.isChallengeUsed(challenge), try facts.passkey(id: passkey.id) == nil else { throw Rejection.passkeyWrong }
      guard try facts.passkeyCount(of: person.id) < Limits.passkeys else { throw Rejection.tooManyPasskeys }
      return Decision(record: { context in
        try Passkeys.use(challenge: challenge, in: context)
        try Passkeys.add(passkey, name: name, of: person.id, session: session, in: context)
      })
    case .removePasskey(let id, let session):
      let person = try person(facts)
      guard try facts.mayChangeSecondFactor(of: person.id, in: session) else { throw Rejection.secondFactorFirst }
      guard try facts.passkey(id: id)?.participant == person.id else { throw Rejection.passkeyWrong }
      return Decision(record: { try Passkeys.remove(id, of: person.id, in: $0) })
    case .usePasskey(let id, let signCount, let challenge):
      guard actor == .system else { throw Rejection.notAllowed }
      guard let stored = try facts.passkey(id: id), try !facts.isChallengeUsed(challenge) else { throw Rejection.passkeyWrong }
      // An authenticator that counts and is behind was copied (WebAuthn Level 3, 6.1.1); most count nothing.
      guard signCount > stored.signCount || signCount == 0 && stored.signCount == 0 else { throw Rejection.passkeyWrong }
      return Decision(
        answer: [stored.participant.rawValue],
        record: { context in
          try Passkeys.use(challenge: challenge, in: context)
          try Passkeys.use(id, signCount: signCount, in: context)
        })
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
