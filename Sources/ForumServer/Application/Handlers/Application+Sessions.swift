import ForumCore
import ForumNet
import ForumWire

/// Registering, signing in and out.
extension Application {
  func askRegistration(_ exchange: Exchange) throws(Problem) -> Reply {
    try guestForm(exchange) { RegisterPage(context: $0, form: formWithBack(exchange)) }
  }

  func askSignIn(_ exchange: Exchange) throws(Problem) -> Reply {
    try guestForm(exchange) { SignInPage(context: $0, form: formWithBack(exchange), hasMail: settings.mailer != nil) }
  }

  func askSetup(_ code: String, _ exchange: Exchange) throws(Problem) -> Reply {
    try checkSetup(code)
    return try guestForm(exchange) { SetupPage(context: $0, code: code, form: form()) }
  }

  private func checkSetup(_ code: String) throws(Problem) {
    guard let token = SecretToken(code), try read({ try $0.isSetupLinkValid(hash: token.hash, now: .now) }) else {
      throw Problem(Rejection.setupLinkInvalid)
    }
  }

  func formWithBack(_ exchange: Exchange) -> FormState {
    var state = FormState()
    if let back = Self.localPath(exchange.query?["back"]) { state.values["back"] = back }
    return state
  }

  /// Makes an account and signs it in. With a setup code its opener becomes the administrator.
  func register(_ exchange: Exchange, setupCode: String?) async throws(Problem) -> Reply {
    if let setupCode { try checkSetup(setupCode) }
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      let (name, email, password) = (try fields.string("name"), try fields.string("email"), try fields.string("password"))
      if let rejection = PasswordPolicy.check(password) { throw Problem(rejection) }
      try limit(.registration, exchange.client, .tooManyRegistrations)
      // The one-time link of a new forum came from its operator; everybody else shows that the address is theirs.
      if let mailer = settings.mailer, setupCode == nil {
        return try await requestRegistration(name: name, email: email, password: password, mailer, exchange)
      }
      let registration = Registration(
        name: name, email: email, passwordHash: try await self.hash(password), language: exchange.locale.rawValue,
        setupCodeHash: setupCode.flatMap { SecretToken($0)?.hash })
      let receipt = try await execute(.registerParticipant(registration), exchange, by: .visitor)
      guard let participant = receipt.positions.first.map({ ParticipantID($0) }) else { throw Problem(.internalError) }
      return try await begin(participant, exchange, notice: setupCode == nil ? .registered : .administrator, status: 201)
    } again: { form throws(Problem) in
      try guestForm(exchange) { (context) -> any Page in
        if let setupCode { return SetupPage(context: context, code: setupCode, form: form) }
        return RegisterPage(context: context, form: form)
      }
    }
  }

  /// Signs in. A wrong password and an unknown address get the same answer after the same time.
  func signIn(_ exchange: Exchange) async throws(Problem) -> Reply {
    do throws(Problem) {
      let email = try exchange.fields.string("email")
      let password = try exchange.fields.string("password")
      try limit(.signInAddress, exchange.client, .tooManyAttempts)
      // Counted under the address as accounts are found by it, and before the slow hashing: neither another way of writing it nor
      // many guesses at once get around the limit.
      let code = PaperCode(email)
      let account = code?.text ?? Self.key(ofAddress: email)
      try limit(.signInAccount, account, .tooManyAttempts)
      let found = try read { reader in try code.map { try reader.account(code: $0) } ?? reader.account(email: email) }
      // Nobody's password is longer, and hashing one of a megabyte would be work for nothing.
      let isPossible = password.unicodeScalars.count <= Limits.passwordMaximum
      let isRight = try await verify(isPossible ? password : "", against: isPossible ? found?.passwordHash : nil)
      guard isRight, let found else {
        throw Problem(.signInFailed)
      }
      try forgive(.signInAccount, account)
      return try await admit(found.participant, exchange, notice: .signedIn, status: 200)
    } catch {
      guard exchange.representation == .html, exchange.fields.isForm, [401, 422, 429, 503, 507].contains(error.status) else {
        throw error
      }
      metrics.problem(error.code)
      var reply = try guestForm(exchange, status: error.status) {
        SignInPage(context: $0, form: form(exchange, error), hasMail: settings.mailer != nil)
      }
      dress(&reply, error)
      return reply
    }
  }

  /// An address as limits are counted under it: they tell nobody whose it is.
  static func key(ofAddress email: String) -> String {
    let folded = (try? EmailAddress(email))?.folded ?? email.lowercased()
    return HMAC.text(of: Array(folded.utf8), key: Array("account".utf8))
  }

  /// Begins a session with a new token; the one the browser had before ends with it.
  func begin(
    _ participant: ParticipantID, _ exchange: Exchange, notice: Notice, status: Int, isStrong: Bool = false
  ) async throws(Problem) -> Reply {
    let token = SecretToken()
    let old = exchange.cookies[.session].flatMap { SecretToken($0) }?.hash
    try await execute(
      .startSession(
        NewSession(
          hash: token.hash, participant: participant, replaces: old,
          device: DeviceName.of(exchange.request.head.fields["User-Agent"]), isStrong: isStrong)), exchange, by: .system)
    if let old { live.sessionEnded(hash: old) }
    var reply: Reply
    if exchange.representation == .json {
      reply = .json(status) { json in
        json.beginObject()
        json.member("id", participant.rawValue)
        json.endObject()
      }
    } else {
      reply = .seeOther(Self.localPath(exchange.fields.text("back")) ?? Route.home.path)
        .saying(notice, isSecure: exchange.isSecure)
    }
    reply.fields.add(
      "Set-Cookie", CookieName.session.set(token.text, lifetime: Int(Limits.sessionSeconds), isSecure: exchange.isSecure))
    if exchange.cookies[.guest] != nil { reply.fields.add("Set-Cookie", CookieName.guest.clear(isSecure: exchange.isSecure)) }
    return reply
  }

  func signOut(_ exchange: Exchange) async throws(Problem) -> Reply {
    if case .session(let hash, _) = exchange.identity {
      try await execute(.endSession(hash: hash), exchange, by: .system)
      live.sessionEnded(hash: hash)
    }
    var reply =
      exchange.representation == .json
      ? Reply(204) : Reply.seeOther(Route.home.path).saying(.signedOut, isSecure: exchange.isSecure)
    reply.fields.add("Set-Cookie", CookieName.session.clear(isSecure: exchange.isSecure))
    reply.fields.add("Clear-Site-Data", "\"cache\"")
    return reply
  }
}
