import ForumCore
import ForumWire

/// What mailed links do: they confirm an address, and sign in.
///
/// A link is opened by GET, which does nothing (mail programs open links to look at them); its page has the button that acts.
extension Application {
  /// Sends the link that makes the account. Whether the address has one already, only its mailbox learns.
  func requestRegistration(
    name: String, email: String, password: String, _ mailer: Mailer, _ exchange: Exchange
  ) async throws(Problem) -> Reply {
    guard let address = try? EmailAddress(email) else { throw Problem(Rejection.emailInvalid) }
    try limitMailing(to: email, exchange)
    let token = SecretToken()
    let registration = Registration(
      name: name, email: email, passwordHash: try await hash(password), language: exchange.locale.rawValue)
    try await execute(
      .requestRegistration(
        registration, link: token.hash, mail: mailer.writer.confirmation(to: address.text, token: token, exchange.locale),
        ifTaken: mailer.writer.taken(address: address.text, exchange.locale)), exchange, by: .visitor)
    mailer.look()
    return try sent(.register, exchange)
  }

  func askConfirmation(_ code: String, _ exchange: Exchange) throws(Problem) -> Reply {
    guard let token = SecretToken(code), let email = try read({ try $0.pendingEmail(hash: token.hash, now: .now) }) else {
      throw Problem(Rejection.linkInvalid)
    }
    return try guestForm(exchange) { ConfirmationPage(context: $0, code: code, purpose: .registration(email: email)) }
  }

  func confirmRegistration(_ code: String, _ exchange: Exchange) async throws(Problem) -> Reply {
    guard let token = SecretToken(code) else { throw Problem(Rejection.linkInvalid) }
    let receipt = try await execute(.confirmRegistration(link: token.hash), exchange, by: .visitor)
    guard let participant = receipt.positions.first.map({ ParticipantID($0) }) else { throw Problem(.internalError) }
    return try await begin(participant, exchange, notice: .registered, status: 201)
  }

  func askSignInLink(_ exchange: Exchange) throws(Problem) -> Reply {
    guard settings.mailer != nil else { throw Problem(.notFound) }
    return try guestForm(exchange) { SignInLinkPage(context: $0, form: form()) }
  }

  /// The same answer whether the address has an account or not, after the same work.
  func requestSignInLink(_ exchange: Exchange) async throws(Problem) -> Reply {
    guard let mailer = settings.mailer else { throw Problem(.notFound) }
    return try await submit(exchange) { () async throws(Problem) in
      let email = try exchange.fields.string("email")
      try limitMailing(to: email, exchange)
      let token = SecretToken()
      // The account's own spelling of the address is put in where there is one.
      let letter = mailer.writer.signIn(to: email, token: token, exchange.locale)
      try await execute(.requestSignInLink(email: email, link: token.hash, mail: letter), exchange, by: .visitor)
      mailer.look()
      return try sent(.signInLink, exchange)
    } again: { form throws(Problem) in
      try guestForm(exchange) { SignInLinkPage(context: $0, form: form) }
    }
  }

  func askUseOfLink(_ code: String, _ exchange: Exchange) throws(Problem) -> Reply {
    guard let token = SecretToken(code), try read({ try $0.signInLink(hash: token.hash, now: .now) }) != nil else {
      throw Problem(Rejection.linkInvalid)
    }
    return try guestForm(exchange) { UseLinkPage(context: $0, code: code, form: form()) }
  }

  /// Signs in; `password`, where it is not empty, becomes the new one, and the other sessions end.
  func useSignInLink(_ code: String, _ exchange: Exchange) async throws(Problem) -> Reply {
    guard let token = SecretToken(code) else { throw Problem(Rejection.linkInvalid) }
    return try await submit(exchange) { () async throws(Problem) in
      let password = exchange.fields.text("password") ?? ""
      var passwordHash: String?
      if !password.isEmpty {
        if let rejection = PasswordPolicy.check(password) { throw Problem(rejection) }
        passwordHash = try await hash(password)
      }
      let receipt = try await execute(.useSignInLink(token.hash, passwordHash: passwordHash), exchange, by: .visitor)
      guard let participant = receipt.answer.first.map({ ParticipantID($0) }) else { throw Problem(.internalError) }
      if passwordHash != nil { live.checkCredentials() }
      return try await admit(
        participant, exchange, notice: passwordHash == nil ? .signedIn : .passwordChanged, status: 200)
    } again: { form throws(Problem) in
      try guestForm(exchange) { UseLinkPage(context: $0, code: code, form: form) }
    }
  }

  func limitMailing(to email: String, _ exchange: Exchange) throws(Problem) {
    try limit(.mailingAddress, exchange.client, .tooManyAttempts)
    try limit(.mailing, Self.key(ofAddress: email), .tooManyAttempts)
  }

  /// 202: what was asked for goes on in a mailbox.
  private func sent(_ route: Route, _ exchange: Exchange) throws(Problem) -> Reply {
    guard exchange.representation == .html else {
      return .json(202) { json in
        json.beginObject()
        json.member("state", "mailed")
        json.endObject()
      }
    }
    return try guestForm(exchange, status: 202) { MailSentPage(context: $0, isRegistration: route == .register) }
  }
}
