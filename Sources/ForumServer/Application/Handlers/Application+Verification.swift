import ForumCore

/// Verifying an organisation by a mailbox of its own, at a domain that the operator has listed.
extension Application {
  /// `email`: where the link goes.
  func requestVerification(of id: OrganisationID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      let email = try exchange.fields.string("email")
      guard let address = try? EmailAddress(email) else { throw Problem(Rejection.emailInvalid) }
      guard let mailer = settings.mailer, settings.listedDomains.contains(address) else {
        throw Problem(Rejection.domainNotListed)
      }
      guard let organisation = try read({ try $0.organisation(id) }) else { throw Problem(Rejection.organisationNotFound) }
      try limitMailing(to: email, exchange)
      let token = SecretToken()
      let letter = mailer.writer.verification(
        of: localisation[exchange.locale].name(organisation.name), to: address.text, token: token, exchange.locale)
      // A new token each time: under one key the second would be another command.
      try await execute(.requestVerification(id, link: token.hash, mail: letter), exchange, by: exchange.actor)
      mailer.look()
      return changed(backTo: Route.organisation(id).path, exchange, notice: .mailed, position: forum.head)
    } again: { form throws(Problem) in
      try organisationPage(id, exchange, mailbox: form)
    }
  }

  /// Opened by GET, which does nothing: mail programs open links to look at them.
  func askVerification(_ code: String, _ exchange: Exchange) throws(Problem) -> Reply {
    guard let token = SecretToken(code), let id = try read({ try $0.organisationLink(hash: token.hash, now: .now) }),
      let organisation = try read({ try $0.organisation(id) })
    else { throw Problem(Rejection.linkInvalid) }
    return try guestForm(exchange) { ConfirmationPage(context: $0, code: code, purpose: .organisation(name: organisation.name)) }
  }

  func useVerificationLink(_ code: String, _ exchange: Exchange) async throws(Problem) -> Reply {
    guard let token = SecretToken(code) else { throw Problem(Rejection.linkInvalid) }
    let receipt = try await execute(.useVerificationLink(token.hash), exchange, by: .visitor)
    guard let id = receipt.answer.first.map({ OrganisationID($0) }) else { throw Problem(.internalError) }
    return changed(
      backTo: Route.organisation(id).path, exchange, notice: .organisationVerified, position: receipt.position)
  }
}
