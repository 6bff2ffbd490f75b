import ForumCore
import ForumWire

/// Inviting, on paper and by mail.
extension Application {
  func showInvitations(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.invite)
    return try invitationsPage(exchange, form())
  }

  private func invitationsPage(_ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    let id = try exchange.signedIn()
    return try read { reader in
      .page(
        InvitationsPage(
          context: try context(exchange, reader), waiting: try reader.waitingInvitations(by: id, now: .now),
          people: try reader.assistedPeople(by: id), hasMail: settings.mailer != nil, form: form))
    }
  }

  /// `act`: `paper` with `count`, `mail` with `email`, `hand-over` or `withdraw-consent` with a `person` for whom one wrote, or `end`,
  /// which takes back all that wait.
  func invite(_ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.invite)
    return try await submit(exchange) { () async throws(Problem) in
      switch try exchange.fields.choice("act") {
      case "paper":
        guard let count = Int(exchange.fields.text("count") ?? ""), (1...Limits.invitationsAtOnce).contains(count) else {
          throw Problem(Rejection.countInvalid)
        }
        return try await printCodes(count, exchange) { .invite($0) }
      case "hand-over":
        guard let person = try exchange.fields.position("person") else { throw .field("person") }
        return try await printCodes(1, exchange) { .handOver(ParticipantID(person), hash: $0[0]) }
      case "withdraw-consent":
        guard let person = try exchange.fields.position("person") else { throw .field("person") }
        let before = forum.head
        while try await execute(.withdrawAssistedConsent(ParticipantID(person)), exchange, by: exchange.actor).answer != [0] {}
        keepErasures(after: before)
      case "mail": try await mailInvitation(exchange)
      case "end": try await execute(.withdrawInvitations, exchange)
      default: throw .field("act")
      }
      return changed(backTo: Route.invitations.path, exchange, notice: .saved, position: forum.head)
    } again: { form throws(Problem) in
      try invitationsPage(exchange, form)
    }
  }

  private func printCodes(
    _ count: Int, _ exchange: Exchange, _ command: ([[UInt8]]) -> Command
  ) async throws(Problem) -> Reply {
    let codes = paperCodes.make(count, .invitation, for: try exchange.signedIn(), request: try exchange.idempotencyKey())
    try await execute(command(codes.map(\.hash)), exchange)
    let cards = codes.map { code in
      InvitationSheetPage.Card(code: code, url: exchange.origin.description + Route.join(code.description).path)
    }
    guard exchange.representation == .html else {
      return Reply.json { json in
        json.beginObject()
        json.list("codes", cards) { card, json in
          json.beginObject()
          json.member("code", card.code.description)
          json.member("url", card.url)
          json.endObject()
        }
        json.endObject()
      }.neverKept()
    }
    return try read { reader in
      .page(
        InvitationSheetPage(
          context: try context(exchange, reader), cards: cards, address: exchange.origin.description + Route.joining.path,
          until: Instant.now.adding(seconds: Limits.invitationSeconds)))
    }
  }

  private func mailInvitation(_ exchange: Exchange) async throws(Problem) {
    guard let mailer = settings.mailer else { throw .field("act") }
    let email = try exchange.fields.string("email")
    guard let address = (try? EmailAddress(email))?.text else { throw Problem(Rejection.emailInvalid) }
    try limitMailing(to: email, exchange)
    let token = SecretToken()
    // A new token each time: under one key the second would be another command.
    try await execute(
      .inviteByMail(
        email, hash: token.hash, mail: mailer.writer.invitation(to: address, token: token, exchange.locale),
        ifTaken: mailer.writer.taken(address: address, exchange.locale)), exchange, by: exchange.actor)
    mailer.look()
  }
}
