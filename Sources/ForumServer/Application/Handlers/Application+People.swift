import ForumCore

/// People: their pages, and one's own name, speaker and password.
extension Application {
  func showParticipant(_ id: ParticipantID, _ exchange: Exchange) throws(Problem) -> Reply {
    let cursor = try threadCursor(exchange)
    return try read(for: exchange) { reader in
      guard let participant = try reader.participant(id) else { throw Problem(Rejection.participantNotFound) }
      guard exchange.representation == .html else { return .json { PlaceJSON.write(participant, to: &$0) } }
      let page = try reader.threads(
        ThreadFilter(author: id), order: .newest, after: cursor, limit: Self.threadsPerPage, viewer: exchange.participant)
      let shown = ParticipantPage(
        context: try context(exchange, reader), participant: participant, threads: page.threads,
        paging: paging(page, route: .participant(id), exchange))
      return Reply.page(shown).shared(at: try reader.position, topics: nil)
    }
  }

  func showProfile(_ exchange: Exchange) throws(Problem) -> Reply {
    let id = try exchange.signedIn()
    guard exchange.representation == .html else {
      guard let own = try read({ try $0.participant(id) }) else { throw Problem(Rejection.participantNotFound) }
      return .json { PlaceJSON.write(own, to: &$0) }
    }
    return try profilePage(exchange)
  }

  func profilePage(
    _ exchange: Exchange, name: FormState? = nil, speaker: FormState? = nil, password: FormState? = nil, email: FormState? = nil
  ) throws(Problem) -> Reply {
    let id = try exchange.signedIn()
    var current: [UInt8]?
    if case .session(let hash, _) = exchange.identity { current = hash }
    return try read { reader in
      guard let own = try reader.participant(id) else { throw Problem(Rejection.participantNotFound) }
      return .page(
        ProfilePage(
          context: try context(exchange, reader), participant: own, organisations: try reader.organisations(limit: Limits.page),
          mandates: try reader.mandates(of: id).filter { !$0.isEnded },
          sessions: try reader.sessions(of: id, now: .now), tokens: try reader.tokens(of: id), current: current,
          name: name ?? form(), speaker: speaker ?? form(), password: password ?? .empty,
          address: try reader.account(of: id)?.email, email: email ?? .empty))
    }
  }

  func rename(_ exchange: Exchange) async throws(Problem) -> Reply {
    let id = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      try limit(.naming, id.description, .tooManyAttempts)
      let receipt = try await execute(.rename(name: try exchange.fields.string("name")), exchange)
      return changed(backTo: Route.profile.path, exchange, notice: .saved, position: receipt.position)
    } again: { form throws(Problem) in
      try profilePage(exchange, name: form)
    }
  }

  /// As what one speaks from now on. `withdraw` takes back the consent to show that one belongs to a community.
  func stateSpeaker(_ exchange: Exchange) async throws(Problem) -> Reply {
    let id = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      let isWithdrawal = try fields.flag("withdraw")
      let command: Command =
        isWithdrawal
        ? .withdrawConsent
        : .stateSpeaker(
          SpeakerChoice(
            category: try fields.word("category", StakeholderCategory.self),
            level: try fields.word("level", InstitutionLevel.self),
            organisation: try fields.position("organisation").map { OrganisationID($0) },
            profession: try fields.word("profession", Profession.self), consent: try fields.flag("consent")))
      // A consent can be taken back at any time.
      if isWithdrawal { try limitActing(exchange) } else { try limit(.naming, id.description, .tooManyAttempts) }
      let before = forum.head
      let receipt = try await execute(command, exchange)
      if isWithdrawal {
        // What is left of it goes some at a time, without the sender's key: each is another command.
        var rest = receipt.answer.first ?? 0
        while rest > 0 { rest = try await execute(.withdrawConsent, exchange, by: exchange.actor).answer.first ?? 0 }
        keepErasures(after: before)
      }
      return changed(backTo: Route.profile.path, exchange, notice: .saved, position: receipt.position)
    } again: { form throws(Problem) in
      try profilePage(exchange, speaker: form)
    }
  }

  /// `on` 1 marks the profession that somebody says they have as verified, 0 takes the mark back.
  func verifyProfession(_ id: ParticipantID, _ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.verifyProfession)
    let isOn = try exchange.fields.has("on") ? exchange.fields.flag("on") : true
    let receipt = try await execute(.verifyProfession(id, on: isOn), exchange)
    return changed(backTo: Route.participant(id).path, exchange, notice: .saved, position: receipt.position)
  }

  /// What is not to be done by who merely finds a browser signed in: the field holds the person's password, or the act is refused there.
  func requirePassword(of participant: ParticipantID, field: String, _ exchange: Exchange) async throws(Problem) {
    let password = try exchange.fields.string(field)
    let who = "p" + participant.description
    try limit(.signInAccount, who, .tooManyAttempts)
    let account = try read { try $0.account(of: participant) }
    // Nobody's password is longer, and hashing one of a megabyte would be work for nothing.
    guard let account, password.unicodeScalars.count <= Limits.passwordMaximum,
      try await verify(password, against: account.passwordHash)
    else { throw .field(field, .currentPasswordWrong) }
    try forgive(.signInAccount, who)
  }

  /// A new password; the other sessions of the account end.
  func changePassword(_ exchange: Exchange) async throws(Problem) -> Reply {
    guard case .session(let hash, let session) = exchange.identity else { throw Problem(Rejection.signInRequired) }
    return try await submit(exchange) { () async throws(Problem) in
      let password = try exchange.fields.string("password")
      if let rejection = PasswordPolicy.check(password) { throw Problem(rejection) }
      try await requirePassword(of: session.participant, field: "current", exchange)
      let receipt = try await execute(.changePassword(passwordHash: try await self.hash(password), keeping: hash), exchange)
      live.checkCredentials()
      return changed(backTo: Route.profile.path, exchange, notice: .passwordChanged, position: receipt.position)
    } again: { form throws(Problem) in
      try profilePage(exchange, password: form)
    }
  }
}
