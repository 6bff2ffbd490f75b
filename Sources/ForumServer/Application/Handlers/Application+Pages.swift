import ForumCore
import ForumNet
import ForumWire

/// What pages and forms have in common.
extension Application {
  /// What a page needs beyond its own records, read in the page's own transaction.
  /// `space` is the one that the page is about: there its reader may have a role of their own.
  func context(_ exchange: Exchange, _ reader: Reader, topic: String? = nil, in space: SpaceID? = nil) throws -> PageContext {
    var csrf: String?
    var viewer: ParticipantRecord?
    var needsSecondFactor = false
    var newTerms: Instant?
    switch exchange.identity {
    case .guest: break
    case .session(let hash, let session):
      csrf = tokens.token(session: hash)
      viewer = try reader.participant(session.participant)
      needsSecondFactor = session.highest > session.limit
      newTerms = try reader.unseenTerms(of: session.participant)
    case .bearer(let token, _): viewer = try reader.participant(token.participant)
    }
    if let role = exchange.identity.role(in: space) { viewer?.role = role }
    let place = try reader.place
    var mandates: [MandateRecord] = []
    if let viewer, viewer.mandates > 0 {
      let today = CalendarDay(.now)
      mandates = try reader.mandates(of: viewer.id).filter { $0.stands(on: today) }
    }
    return PageContext(
      localisation: localisation, locale: exchange.locale, theme: exchange.theme, viewer: viewer, csrf: csrf,
      logID: place.log, position: place.position, topic: topic, baseURL: exchange.origin.description,
      assets: assets.links, path: exchange.path, notice: exchange.cookies[.notice].flatMap(Notice.init),
      mandates: mandates, needsSecondFactor: needsSecondFactor,
      newTerms: newTerms, decidesSomewhere: Rights.allows(exchange.identity.highest, .decide),
      assistsSomewhere: Rights.allows(exchange.identity.highest, .assist), articles: articles)
  }

  /// A context for a page that shows nothing of the database, where that may be out of reach.
  func bareContext(_ exchange: Exchange) -> PageContext {
    if let context = try? forum.read({ try self.context(exchange, $0) }) { return context }
    return PageContext(
      localisation: localisation, locale: exchange.locale, theme: exchange.theme, logID: "", position: 0,
      baseURL: exchange.origin.description, assets: assets.links, path: exchange.path)
  }

  /// A page with a form that a guest may send: its token is bound to a cookie of the guest, set where it is missing.
  func guestForm(_ exchange: Exchange, status: Int = 200, _ page: (PageContext) -> any Page) throws(Problem) -> Reply {
    var context = try read { try self.context(exchange, $0) }
    guard context.csrf == nil else { return .page(page(context), status: status) }
    let cookie = exchange.cookies[.guest] ?? SecretToken().text
    context.csrf = tokens.token(guest: cookie)
    var reply = Reply.page(page(context), status: status)
    if exchange.cookies[.guest] == nil {
      reply.fields.add("Set-Cookie", CookieName.guest.set(cookie, lifetime: nil, isSecure: exchange.isSecure))
    }
    return reply
  }

  /// A fresh form: with a key, so that sending it twice does the thing once.
  func form(_ values: [String: String] = [:]) -> FormState {
    FormState(values: values.merging(["idempotency-key": SecretToken().text]) { given, _ in given })
  }

  /// The form as it was sent, with what was wrong; a new key, since this one was not used up.
  func form(_ exchange: Exchange, _ problem: Problem) -> FormState {
    var form = form(exchange.fields.typed)
    form.problems =
      problem.fields.isEmpty
      ? [FieldProblem(field: nil, code: problem.code, parameters: problem.parameters)] : problem.fields
    return form
  }

  /// Whether this problem is shown in the form it came from. Others (not found, not signed in) have a page of their own.
  func belongsInForm(_ problem: Problem, _ exchange: Exchange) -> Bool {
    exchange.representation == .html && exchange.fields.isForm && [409, 422, 429, 503, 507].contains(problem.status)
  }

  /// A problem as its own answer: a page with what was typed, or problem+json.
  func tell(_ problem: Problem, _ exchange: Exchange) -> Reply {
    metrics.problem(problem.code)
    let texts = localisation[exchange.locale]
    var reply: Reply
    if exchange.representation == .html {
      // Who must sign in to see a page is led there; what was sent is kept on a page instead.
      if problem.code == Rejection.signInRequired.code, exchange.method != "POST", !exchange.identity.isBearer,
        exchange.suffix == nil, exchange.route != .liveEvents, exchange.request.head.fields["Accept"] != nil
      {
        return .seeOther(Route.signIn.url(["back": exchange.path]))
      }
      let page = ProblemPage(
        context: bareContext(exchange), status: problem.status, code: problem.code, parameters: problem.parameters,
        kept: exchange.fields.text("body"), retryAfter: problem.retryAfter)
      reply = .page(page, status: problem.status)
    } else {
      reply = Reply(problem.status, type: ProblemJSON.contentType, body: ProblemJSON.bytes(problem, texts: texts))
      reply.fields.add("Content-Language", exchange.locale.rawValue)
    }
    reply.fields.add("Cache-Control", "no-store")
    dress(&reply, problem)
    return reply
  }

  /// The fields that go with a problem, in a form or alone.
  func dress(_ reply: inout Reply, _ problem: Problem) {
    if let seconds = problem.retryAfter { reply.fields.set("Retry-After", String(seconds)) }
    if !problem.allow.isEmpty { reply.fields.set("Allow", problem.allow.joined(separator: ", ")) }
    switch problem.status {
    case 401: reply.fields.set("WWW-Authenticate", "Bearer realm=\"sfat\"")
    // Which coding is taken where that was the matter, else which media types are (RFC 9110 §12.5.3 and §15.5.16).
    case 415 where problem.code == ProblemCode.contentCodingUnsupported.rawValue: reply.fields.set("Accept-Encoding", "identity")
    case 415: reply.fields.set("Accept", "application/x-www-form-urlencoded, application/json")
    case 416: reply.fields["Content-Range"] = problem.parameters["length"].map { "bytes */" + $0 }
    case 426:
      reply.fields.set("Upgrade", "websocket")
      reply.fields.set("Connection", "Upgrade")
      reply.fields.set("Sec-WebSocket-Version", "13")
    default: break
    }
  }

  /// Runs what a form asked for; where it is refused, shows the form again with everything typed.
  func submit(
    _ exchange: Exchange, _ act: () async throws(Problem) -> Reply, again: (FormState) throws(Problem) -> Reply
  ) async throws(Problem) -> Reply {
    do throws(Problem) {
      return try await act()
    } catch {
      guard belongsInForm(error, exchange) else { throw error }
      metrics.problem(error.code)
      var reply = try again(form(exchange, error))
      reply.status = error.status
      dress(&reply, error)
      return reply
    }
  }

  /// A path of our own to go back to, or nil: never another site's, never one we do not know.
  static func localPath(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 1024, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
      return nil
    }
    let path = text.prefix { $0 != "?" && $0 != "#" }
    guard let routed = Routed(path: String(path)), routed.route.template.methods.contains("GET"),
      !routed.route.template.representations.isEmpty
    else { return nil }
    return text
  }
}
