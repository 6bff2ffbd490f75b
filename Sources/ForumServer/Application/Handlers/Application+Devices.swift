import ForumCore
import ForumWire

/// Programs that come to act for a person: the device authorization grant (RFC 8628), with problem documents for errors.
extension Application {
  /// Seconds between two questions of a program (RFC 8628, 3.2).
  private static let interval = 5

  /// A program asks, as nobody: `name` is what it calls itself. The person opens the address and compares the code.
  func requestDevice(_ exchange: Exchange) async throws(Problem) -> Reply {
    try limit(.device, exchange.client, .tooManyAttempts)
    let (token, code) = (SecretToken(), PaperCode())
    // Without the sender's key: the second time these would be other codes.
    try await execute(
      .requestDevice(hash: token.hash, userCode: code.hash, name: try exchange.fields.string("name")), exchange, by: .visitor)
    let address = exchange.origin.description + Route.device.path
    return Reply.json { json in
      json.beginObject()
      json.member("device_code", token.text)
      json.member("user_code", code.description)
      json.member("verification_uri", address)
      json.member("verification_uri_complete", exchange.origin.description + Route.device.url(["code": code.description]))
      json.member("expires_in", Limits.deviceSeconds)
      json.member("interval", Int64(Self.interval))
      json.endObject()
    }.neverKept()
  }

  /// What became of it: `device_code`. Once the person has agreed that code is the token.
  func deviceToken(_ exchange: Exchange) throws(Problem) -> Reply {
    guard let token = SecretToken(try exchange.fields.string("device_code")) else { throw Problem(Rejection.deviceCodeInvalid) }
    guard let request = try read({ try $0.deviceRequest(hash: token.hash, now: .now) }) else {
      throw Problem(Rejection.deviceCodeInvalid)
    }
    switch request.state {
    case .waiting: throw Problem(.authorizationPending, retryAfter: Self.interval)
    case .denied: throw Problem(.authorizationDenied)
    case .allowed:
      return Reply.json { json in
        json.beginObject()
        json.member("access_token", token.text)
        json.member("token_type", "Bearer")
        json.endObject()
      }.neverKept()
    }
  }

  /// The person's page: `code` may be in its address.
  func askDevice(_ exchange: Exchange) throws(Problem) -> Reply {
    guard exchange.identity.isSession else { throw Problem(Rejection.signInRequired) }
    guard let typed = exchange.query?["code"], !typed.isEmpty else { return try devicePage(nil, nil, exchange, form()) }
    do throws(Problem) {
      let (code, request) = try deviceRequest(typed, exchange)
      return try devicePage(code, request, exchange, form())
    } catch {
      return try codePage(typed, error.fields, exchange, status: error.status)
    }
  }

  /// `user-code`, and `role`: what the program may do at most; without `allow` it is refused.
  func answerDevice(_ exchange: Exchange) async throws(Problem) -> Reply {
    // Only a person in their browser: a program does not let another one in.
    guard exchange.identity.isSession else { throw Problem(Rejection.signInRequired) }
    return try await submit(exchange) { () async throws(Problem) in
      let (code, _) = try deviceRequest(exchange.fields.string("user-code"), exchange)
      var role: Role?
      if try exchange.fields.flag("allow") { role = try exchange.fields.word("role", Role.self) ?? .participant }
      try await execute(.answerDevice(userCode: code.hash, limit: role), exchange)
      return changed(
        backTo: Route.profile.path, exchange, notice: role == nil ? .saved : .deviceAllowed, position: forum.head)
    } again: { form throws(Problem) in
      try codePage(form.values["user-code"] ?? "", form.problems, exchange)
    }
  }

  /// The program that waits by this code. Codes that are none are counted: they are not to be tried one by one.
  private func deviceRequest(_ typed: String, _ exchange: Exchange) throws(Problem) -> (PaperCode, DeviceRequest) {
    if let code = PaperCode(typed), let request = try read({ try $0.deviceRequest(userCode: code, now: .now) }),
      request.state == .waiting
    {
      return (code, request)
    }
    try limit(.device, exchange.client, .tooManyAttempts)
    throw Problem(Rejection.deviceCodeInvalid)
  }

  /// The page that asks for the code, with one that is not good; there the field has the name that addresses give it.
  private func codePage(
    _ typed: String, _ problems: [FieldProblem], _ exchange: Exchange, status: Int = 200
  ) throws(Problem) -> Reply {
    var state = FormState(values: ["code": typed], problems: problems)
    for index in state.problems.indices where state.problems[index].field == "user-code" { state.problems[index].field = "code" }
    return try devicePage(nil, nil, exchange, state, status: status)
  }

  private func devicePage(
    _ code: PaperCode?, _ request: DeviceRequest?, _ exchange: Exchange, _ form: FormState, status: Int = 200
  ) throws(Problem) -> Reply {
    try read { reader in
      .page(
        DevicePage(
          context: try context(exchange, reader), code: code, request: request, limit: exchange.identity.highest ?? .participant,
          form: form), status: status)
    }
  }
}
