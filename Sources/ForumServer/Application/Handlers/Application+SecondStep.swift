import ForumCore
import ForumWire

/// The second step of signing in, and setting it up.
extension Application {
  /// Begins a session for who has shown a password or a mailed link; where codes are asked for, asks for one first.
  func admit(
    _ participant: ParticipantID, _ exchange: Exchange, notice: Notice, status: Int
  ) async throws(Problem) -> Reply {
    guard try read({ try $0.secondFactor(of: participant) }).hasOneTimePassword else {
      return try await begin(participant, exchange, notice: notice, status: status)
    }
    let ticket = tickets.text(of: participant, now: .now)
    guard exchange.representation == .html else {
      throw Problem(.secondFactorNeeded, parameters: ["ticket": ticket])
    }
    return try stepPage(exchange, FormState(values: ["ticket": ticket, "back": exchange.fields.text("back") ?? ""]))
  }

  private func stepPage(_ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try guestForm(exchange) { SecondStepPage(context: $0, form: form) }
  }

  /// `ticket` and `code`: of the app, or one from paper.
  func takeSecondStep(_ exchange: Exchange) async throws(Problem) -> Reply {
    guard let participant = tickets.participant(exchange.fields.text("ticket") ?? "", now: .now) else {
      throw Problem(.formExpired)
    }
    return try await submit(exchange) { () async throws(Problem) in
      let who = "c" + participant.description
      try limit(.signInAddress, exchange.client, .tooManyAttempts)
      try limit(.signInAccount, who, .tooManyAttempts)
      try await execute(.useCode(try exchange.fields.string("code"), of: participant), exchange, by: .system)
      try forgive(.signInAccount, who)
      return try await begin(participant, exchange, notice: .signedIn, status: 200, isStrong: true)
    } again: { form throws(Problem) in
      var form = form
      form.values["code"] = nil
      return try stepPage(exchange, form)
    }
  }

  // MARK: - Setting up

  func showSecondFactor(_ exchange: Exchange) throws(Problem) -> Reply {
    guard exchange.identity.isSession else { throw Problem(Rejection.signInRequired) }
    return try secondFactorPage(exchange)
  }

  func secondFactorPage(
    _ exchange: Exchange, _ form: FormState = .empty, codes: [PaperCode] = []
  ) throws(Problem) -> Reply {
    guard case .session(_, let session) = exchange.identity else { throw Problem(Rejection.signInRequired) }
    let id = session.participant
    return try read { reader in
      let account = try reader.account(of: id)
      return .page(
        SecondFactorPage(
          context: try context(exchange, reader), state: try reader.secondFactor(of: id),
          secret: try reader.unconfirmedSecret(of: id), account: account?.email ?? id.description,
          hasPassword: account?.passwordHash != nil, isStrong: session.isStrong, codes: codes, form: form))
    }
  }

  /// `act`: `begin`, `confirm`, `renew` or `end`, the last three with a `code`.
  func changeSecondFactor(_ exchange: Exchange) async throws(Problem) -> Reply {
    guard case .session(let hash, let session) = exchange.identity else { throw Problem(Rejection.signInRequired) }
    return try await submit(exchange) { () async throws(Problem) in
      let who = "c" + session.participant.description
      try limit(.signInAccount, who, .tooManyAttempts)
      let codes = paperCodes.make(
        Limits.recoveryCodes, .recovery, for: session.participant, request: try exchange.idempotencyKey())
      switch try exchange.fields.choice("act") {
      case "begin":
        // A new secret each time: under one key the second would be another command.
        try await execute(
          .proposeOneTimePassword(secret: RandomBytes.make(OneTimePassword.secretBytes)), exchange, by: exchange.actor)
        return changed(backTo: Route.secondFactor.path, exchange, notice: nil, position: forum.head)
      case "confirm":
        try await execute(
          .confirmOneTimePassword(
            code: try exchange.fields.string("code"), recovery: codes.map(\.hash), session: hash), exchange)
        live.checkCredentials()
      case "renew":
        try await execute(
          .renewRecoveryCodes(code: try exchange.fields.string("code"), recovery: codes.map(\.hash)), exchange)
      case "end":
        try await execute(.endOneTimePassword(code: try exchange.fields.string("code")), exchange)
        live.checkCredentials()
        return changed(backTo: Route.secondFactor.path, exchange, notice: .saved, position: forum.head)
      default: throw .field("act")
      }
      try forgive(.signInAccount, who)
      guard exchange.representation == .html else {
        return .json { json in
          json.beginObject()
          json.list("codes", codes) { $1.string($0.description) }
          json.endObject()
        }
      }
      // Shown once, and never again: only their hashes are kept.
      var after = exchange
      if case .session(let hash, var session) = exchange.identity {
        session.limit = .administrator
        session.isStrong = true
        after.identity = .session(hash: hash, session)
      }
      return try secondFactorPage(after, codes: codes)
    } again: { form throws(Problem) in
      try secondFactorPage(exchange, form)
    }
  }
}
