import ForumCore
import ForumNet
import ForumWire

/// The way of a request to its handler: method, address, who sent it, what it may send, and what answer it understands. Each
/// step is a plain function that throws the problem it finds.
extension Application {
  /// The answer, and the template of the route for logs and metrics.
  func answer(_ request: Request) async -> (Answer, RouteTemplate?) {
    let isSecure = isSecure(request)
    let routed = Routed(path: request.head.path)
    let isEchoOff = routed?.route == .testEcho && !settings.isTestMode
    let route = isEchoOff ? nil : routed?.route
    guard let origin = origin(of: request, isSecure: isSecure) else {
      return (.response(response(to: ParseError.badHost, of: request.head)), route?.template)
    }
    let cookies = RequestCookies(request.head.fields, isSecure: isSecure)
    var exchange = Exchange(
      request: request, route: route, suffix: routed?.suffix, origin: origin, isSecure: isSecure,
      client: ClientAddress.client(of: request, trusted: settings.trustedProxies), cookies: cookies,
      query: Query(request.head.query),
      locale: languages.locale(cookie: cookies[.language], acceptLanguage: request.head.fields.list("Accept-Language")),
      theme: cookies[.theme].flatMap(Theme.init) ?? .auto)
    exchange.representation = Negotiation.representationOfProblem(
      accept: request.head.fields.list("Accept"), contentType: request.head.fields["Content-Type"])
    do throws(Problem) {
      return (try await proceed(&exchange), route?.template)
    } catch {
      if error.code == ProblemCode.unavailable.rawValue, let response = lastKnown(request) {
        return (.response(response), route?.template)
      }
      // What failed before anybody asked who is there still answers with a page that knows its reader.
      if case .guest = exchange.identity, exchange.cookies[.session] != nil {
        try? authenticate(&exchange)
      }
      let reply = tell(error, exchange)
      await forum.durable()
      return (.response(finish(reply, exchange)), route?.template)
    }
  }

  private func proceed(_ exchange: inout Exchange) async throws(Problem) -> Answer {
    let head = exchange.request.head
    guard Methods.known.contains(head.method) else { throw Problem(.methodUnknown) }
    if head.method == "OPTIONS", head.path == "*" {
      return .response(finish(options(["GET", "HEAD", "POST", "OPTIONS"]), exchange))
    }
    guard let route = exchange.route else { throw Problem(.notFound) }
    let methods = route.template.methods
    if head.method == "OPTIONS" { return .response(finish(options(methods + ["OPTIONS"]), exchange)) }
    guard methods.contains(head.method) else { throw .methodNotAllowed(methods + ["OPTIONS"]) }
    if route == .testEcho { return echo(exchange) }
    guard exchange.query != nil else { throw Problem(.queryInvalid) }

    // Where there is one form only, `Accept` still says how a problem is told.
    if head.method != "POST", !route.template.representations.isEmpty {
      exchange.representation = try Negotiation.representation(
        of: route.template, suffix: exchange.suffix, accept: head.fields.list("Accept"))
    }
    // A thread's page, the one asked for most, finds out in its own reading, unless that may be on a replica.
    if route.template != .thread || forum.hasReplicas { try authenticate(&exchange) }
    switch route {
    case .live: return try listen(exchange)
    case .liveEvents: return try listenToEvents(exchange)
    default: break
    }
    if head.method == "POST" {
      exchange.fields = try Fields.read(exchange.request)
      exchange.representation = Negotiation.representationOfWrite(
        isForm: exchange.fields.isForm, accept: head.fields.list("Accept"))
      try CrossSiteGuard.check(exchange, tokens: tokens)
      let reply = try await write(route, exchange)
      // Other answers to a write tell of that write, which is durable; waiting for those who wrote meanwhile would cost it a second flush.
      if exchange.representation == .html, !reply.body.isEmpty { await forum.durable() }
      return .response(finish(reply, exchange))
    }
    let reply = try await read(route, &exchange)
    // Who finds it kept is answered at once.
    await forum.durable()
    if case .guest = exchange.identity { keep(reply, for: exchange.request, template: route.template) }
    return .response(finish(reply, exchange))
  }

  /// Completes a handler's reply: caching, conditional requests, security, the notice that was shown.
  func finish(_ reply: Reply, _ exchange: Exchange) -> Response {
    var response = Response(status: reply.status, fields: reply.fields, body: reply.body.isEmpty ? .none : .bytes(reply.body))
    var isShared = false
    if case .guest = exchange.identity { isShared = reply.shared != nil }
    addCommonFields(&response.fields, isShared: isShared)
    if exchange.method == "GET" || exchange.method == "HEAD" {
      // The notice was shown by a page: it is told once.
      if exchange.cookies[.notice] != nil, reply.fields["Content-Type"]?.hasPrefix("text/html") ?? false {
        response.fields.add("Set-Cookie", CookieName.notice.clear(isSecure: exchange.isSecure))
      }
      do throws(Problem) {
        response = try Conditional.apply(response, to: exchange.request.head, isUnique: reply.isUnique)
      } catch {
        return finish(tell(error, exchange), exchange)
      }
    }
    complete(&response, exchange.request, origin: exchange.origin, isSecure: exchange.isSecure)
    return response
  }

  /// Finds out who sent it, always where the log is written: what was revoked is over. Where replicas will be asked after that, also up
  /// to where they must have come.
  private func authenticate(_ exchange: inout Exchange) throws(Problem) {
    let credentials = try credentials(exchange)
    if case .none = credentials { return }
    (exchange.identity, exchange.seen) = try read { reader in
      (try identity(credentials, reader), forum.hasReplicas ? try reader.position : nil)
    }
  }

  /// What a request shows of its sender. A bearer token that cannot be one is refused.
  func credentials(_ exchange: Exchange) throws(Problem) -> Credentials {
    if let field = exchange.request.head.fields["Authorization"] {
      let parts = field.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: true).map { Substring($0) }
      guard parts.count == 2, parts[0].lowercased() == "bearer", let token = SecretToken(String(parts[1])) else {
        throw Problem(.tokenInvalid)
      }
      return .bearer(hash: token.hash)
    }
    guard let cookie = exchange.cookies[.session], let token = SecretToken(cookie) else { return .none }
    return .session(hash: token.hash)
  }

  /// Whose credentials they are in this reading. A bearer token that is not valid is refused; a session that is over is a guest.
  func identity(_ credentials: Credentials, _ reader: Reader) throws -> Identity {
    switch credentials {
    case .none: return .guest
    case .bearer(let hash):
      guard let record = try reader.token(hash: hash) else { throw Problem(.tokenInvalid) }
      return .bearer(record, hash: hash)
    case .session(let hash):
      let now = Instant.now
      guard let session = try reader.session(hash: hash, now: now) else { return .guest }
      if now > session.seenAt.adding(seconds: Limits.sessionTouchSeconds) {
        Task { [forum] in try? await forum.execute(.touchSession(hash: hash), by: .system) }
      }
      // Moderators and administrators are what they are once they have shown more than a password.
      var limited = session
      if settings.requiresSecondFactor, !session.isStrong, session.highest > .facilitator { limited.limit = .participant }
      return .session(hash: hash, limited)
    }
  }

  private func options(_ allow: [String]) -> Reply {
    var reply = Reply(204)
    reply.fields.add("Allow", allow.joined(separator: ", "))
    return reply
  }

  /// Runs queries in one read transaction, where the log is written; what the database says becomes a problem.
  func read<T>(_ body: (Reader) throws -> T) throws(Problem) -> T {
    try told { try forum.read(body) }
  }

  /// The same for what is shown: on a replica that has all that this request must see, where there is one.
  func read<T>(for exchange: Exchange, _ body: (Reader) throws -> T) throws(Problem) -> T {
    guard forum.hasReplicas, exchange.method != "POST" else { return try read(body) }
    return try told { try forum.read(from: exchange.seen ?? forum.head, body) }
  }

  private func told<T>(_ reading: () throws -> T) throws(Problem) -> T {
    do {
      return try reading()
    } catch let problem as Problem {
      throw problem
    } catch let error as DatabaseError {
      log.write(.error, "read-failed", error.description)
      throw Problem(error)
    } catch {
      log.write(.error, "read-failed", String(describing: type(of: error)))
      throw Problem(.internalError)
    }
  }

  /// Hashes a password; too many at once are told to come again.
  func hash(_ password: String) async throws(Problem) -> String {
    do { return try await hasher.hash(password) } catch { throw Problem(error) }
  }

  /// Whether a password is the one hashed; too many at once are told to come again.
  func verify(_ password: String, against hash: String?) async throws(Problem) -> Bool {
    do { return try await hasher.verify(password, against: hash) } catch { throw Problem(error) }
  }

  /// Has a command decided and written.
  @discardableResult
  func execute(_ command: Command, _ exchange: Exchange, by actor: Actor? = nil) async throws(Problem) -> Receipt {
    let key = try exchange.idempotencyKey()
    do {
      return try await forum.execute(command, by: actor ?? exchange.actor, key: actor == nil ? key : nil)
    } catch {
      if case .failed(let cause) = error { log.write(.error, "command-failed", cause.description) }
      // Who would have the right with a second step is told of that step.
      if case .rejected(.notAllowed) = error, exchange.identity.isWeak { throw Problem(.secondFactorRequired) }
      throw Problem(error)
    }
  }
}
