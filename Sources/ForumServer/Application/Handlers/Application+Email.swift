import ForumCore

/// Another address for one's account, or the first one where it began with a code on paper.
extension Application {
  /// `email`, and `current`, the password. Where mail is sent, the address is changed by the link that goes there.
  func changeEmail(_ exchange: Exchange) async throws(Problem) -> Reply {
    guard case .session(_, let session) = exchange.identity else { throw Problem(Rejection.signInRequired) }
    return try await submit(exchange) { () async throws(Problem) in
      let email = try exchange.fields.string("email")
      guard let address = try? EmailAddress(email) else { throw Problem(Rejection.emailInvalid) }
      try await requirePassword(of: session.participant, field: "current", exchange)
      guard let mailer = settings.mailer else {
        try await execute(.changeEmail(email), exchange)
        return changed(backTo: Route.profile.path, exchange, notice: .saved, position: forum.head)
      }
      try limitMailing(to: email, exchange)
      let token = SecretToken()
      // A new token each time: under one key the second would be another command.
      try await execute(
        .requestEmailChange(
          email, link: token.hash, mail: mailer.writer.emailChange(to: address.text, token: token, exchange.locale),
          ifTaken: mailer.writer.taken(address: address.text, exchange.locale)), exchange, by: exchange.actor)
      mailer.look()
      return changed(backTo: Route.profile.path, exchange, notice: .mailed, position: forum.head)
    } again: { form throws(Problem) in
      try profilePage(exchange, email: form)
    }
  }

  /// Opened by GET, which does nothing: mail programs open links to look at them.
  func askEmail(_ code: String, _ exchange: Exchange) throws(Problem) -> Reply {
    guard let token = SecretToken(code), let email = try read({ try $0.emailChange(hash: token.hash, now: .now) }) else {
      throw Problem(Rejection.linkInvalid)
    }
    return try guestForm(exchange) { ConfirmationPage(context: $0, code: code, purpose: .address(email: email)) }
  }

  func confirmEmail(_ code: String, _ exchange: Exchange) async throws(Problem) -> Reply {
    guard let token = SecretToken(code), let mailer = settings.mailer else { throw Problem(Rejection.linkInvalid) }
    try await execute(
      .confirmEmailChange(token.hash, notice: mailer.writer.emailChanged(exchange.locale)), exchange, by: .visitor)
    mailer.look()
    return changed(backTo: Route.profile.path, exchange, notice: .saved, position: forum.head)
  }
}
