import ForumCore
import ForumWire

/// Joining by a code from paper or a mailed invitation.
extension Application {
  /// Without a code: where one is typed. `code` leads to its page.
  func askCode(_ exchange: Exchange) throws(Problem) -> Reply {
    guard let typed = exchange.query?["code"], !typed.isEmpty else {
      return try guestForm(exchange) { JoiningPage(context: $0, form: .empty) }
    }
    guard let code = PaperCode(typed) else {
      let problem = FieldProblem(field: "code", code: Rejection.invitationInvalid.code)
      let state = FormState(values: ["code": typed], problems: [problem])
      return try guestForm(exchange, status: 422) { JoiningPage(context: $0, form: state) }
    }
    return .seeOther(Route.join(code.description).path)
  }

  func askJoining(_ code: String, _ exchange: Exchange) throws(Problem) -> Reply {
    let (_, invitation) = try invitation(code, exchange)
    return try guestForm(exchange) { JoinPage(context: $0, code: code, invitation: invitation, form: form()) }
  }

  /// `name` and `password`: makes the account and signs it in.
  func join(_ code: String, _ exchange: Exchange) async throws(Problem) -> Reply {
    let (hash, invitation) = try invitation(code, exchange)
    return try await submit(exchange) { () async throws(Problem) in
      let (name, password) = (try exchange.fields.string("name"), try exchange.fields.string("password"))
      if let rejection = PasswordPolicy.check(password) { throw Problem(rejection) }
      let joining = Joining(name: name, passwordHash: try await self.hash(password), language: exchange.locale.rawValue)
      let receipt = try await execute(.join(hash, joining), exchange, by: .visitor)
      guard let participant = receipt.answer.first.map({ ParticipantID($0) }) else { throw Problem(.internalError) }
      return try await begin(participant, exchange, notice: .registered, status: 201)
    } again: { form throws(Problem) in
      try guestForm(exchange) { JoinPage(context: $0, code: code, invitation: invitation, form: form) }
    }
  }

  /// The invitation by a code from paper, however it was typed, or by a mailed one. Wrong ones are counted: sixty bits are not to be
  /// tried one by one. Good ones are not, since a whole workshop may come from one address.
  private func invitation(
    _ code: String, _ exchange: Exchange
  ) throws(Problem) -> (hash: [UInt8], invitation: InvitationRecord) {
    if let hash = PaperCode(code)?.hash ?? SecretToken(code)?.hash,
      let invitation = try read({ try $0.invitation(hash: hash, now: .now) })
    {
      return (hash, invitation)
    }
    try limit(.signInAddress, exchange.client, .tooManyAttempts)
    throw Problem(Rejection.invitationInvalid)
  }
}
