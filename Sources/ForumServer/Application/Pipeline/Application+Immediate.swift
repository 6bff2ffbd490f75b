import ForumCore
import ForumNet
import ForumWire
import Synchronization

/// What a loop answers alone. Called on loops: nothing here waits for anything.
extension Application {
  func immediate(_ request: Request) -> Answer? {
    let head = request.head
    guard head.method == "GET" || head.method == "HEAD" else { return nil }
    let watch = Stopwatch()
    if head.method == "GET", head.wantsWebSocket {
      guard let answer = guestSocket(request) else { return nil }
      note(request, template: .live, status: 101, watch: watch)
      return answer
    }
    if head.path.hasPrefix("/assets/") || head.path.hasSuffix(".yaml") {
      guard let route = Routed(path: head.path)?.route else { return nil }
      var response: Response
      do throws(Problem) {
        let version = FormURLEncoded(query: head.query)?["v"]
        guard let file = try assets.response(route, version: version, request: head) else { return nil }
        response = file
      } catch {
        response = refusal(error, Negotiation.locale(cookie: nil, acceptLanguage: head.fields.list("Accept-Language")))
        response.fields.add("Vary", "Accept-Encoding, Accept-Language")
      }
      complete(&response, request, origin: settings.origin, isSecure: isSecure(request))
      note(request, template: route.template, status: response.status, watch: watch)
      return .response(response)
    }
    guard let key = cacheKey(request), let page = cache.page(for: key, head: forum.head) else { return nil }
    let response = answer(page, to: request, key.locale)
    note(request, template: page.template, status: response.status, watch: watch)
    return .response(response)
  }

  /// The live connection of a guest, for which nothing has to be looked up. Nil for everybody else, and for what has to be refused:
  /// the handler does both.
  private func guestSocket(_ request: Request) -> Answer? {
    let fields = request.head.fields
    guard request.head.target == Route.live.path, fields["Authorization"] == nil else { return nil }
    let isSecure = isSecure(request)
    let cookies = RequestCookies(fields, isSecure: isSecure)
    guard cookies[.session] == nil, let origin = origin(of: request, isSecure: isSecure),
      !CrossSiteGuard.isForeign(fields, ours: origin)
    else { return nil }
    let locale = Negotiation.locale(cookie: cookies[.language], acceptLanguage: fields.list("Accept-Language"))
    return try? live.webSocket(request, reader: .guest, locale: locale)
  }

  /// What a guest's page is kept under; nil where the answer may be another: somebody is known, has a notice waiting, or wants
  /// something else than a page.
  func cacheKey(_ request: Request) -> PageCache.Key? {
    let fields = request.head.fields
    guard fields["Authorization"] == nil, Self.wantsPage(fields["Accept"]), request.head.target.utf8.count <= 256 else {
      return nil
    }
    let isSecure = isSecure(request)
    guard let origin = origin(of: request, isSecure: isSecure) else { return nil }
    var locale: String?
    var theme: String?
    if fields.contains("Cookie") {
      let cookies = RequestCookies(fields, isSecure: isSecure)
      guard cookies[.session] == nil, cookies[.notice] == nil else { return nil }
      locale = cookies[.language]
      theme = cookies[.theme]
    }
    return PageCache.Key(
      target: request.head.target, origin: origin,
      locale: languages.locale(cookie: locale, acceptLanguage: fields.list("Accept-Language")),
      theme: theme.flatMap(Theme.init) ?? .auto)
  }

  /// Whether the client takes a page before anything else, as far as that is plain to see.
  private static func wantsPage(_ accept: String?) -> Bool {
    guard let accept else { return true }
    return accept == "*/*" || accept == "text/html" || accept.hasPrefix("text/html,")
  }

  /// A problem as a loop tells it: to programs, because a page would read the database.
  func refusal(_ problem: Problem, _ locale: InterfaceLocale) -> Response {
    metrics.problem(problem.code)
    var reply = Reply(
      problem.status, type: ProblemJSON.contentType, body: ProblemJSON.bytes(problem, texts: localisation[locale]))
    reply.fields.add("Content-Language", locale.rawValue)
    reply.fields.add("Cache-Control", "no-store")
    dress(&reply, problem)
    return Response(status: reply.status, fields: reply.fields, body: .bytes(reply.body))
  }

  /// What people can run into in a browser by sending a long text, told in their language, as a page where pages are welcome. It reads no
  /// database, so that a loop can tell it; the other faults of a message are a program's, and told to it.
  func contentTooLarge(_ head: RequestHead) -> Response {
    let cookies = RequestCookies(head.fields, isSecure: settings.origin?.isSecure ?? false)
    let locale = Negotiation.locale(cookie: cookies[.language], acceptLanguage: head.fields.list("Accept-Language"))
    let problem = Problem(.contentTooLarge)
    let accept = Negotiation.representationOfProblem(
      accept: head.fields.list("Accept"), contentType: head.fields["Content-Type"])
    metrics.request(route: "-", status: problem.status, microseconds: 0)
    var response: Response
    if accept == .html {
      metrics.problem(problem.code)
      let context = PageContext(
        localisation: localisation, locale: locale, theme: cookies[.theme].flatMap(Theme.init) ?? .auto, logID: "", position: 0,
        baseURL: settings.origin?.description ?? "", assets: assets.links, path: Route.home.path)
      let reply = Reply.page(ProblemPage(context: context, status: problem.status, code: problem.code), status: problem.status)
      response = Response(status: reply.status, fields: reply.fields, body: .bytes(reply.body))
      response.fields.set("Cache-Control", "no-store")
    } else {
      response = refusal(problem, locale)
    }
    SecurityFields.add(to: &response.fields, origin: settings.origin, isSecure: settings.origin?.isSecure ?? false)
    return response
  }

  /// A guest's page as it was kept, where the database cannot be reached to make it anew; nil when there is none.
  func lastKnown(_ request: Request) -> Response? {
    guard ["GET", "HEAD"].contains(request.head.method), let key = cacheKey(request), let page = cache.lastKnown(key) else {
      return nil
    }
    return answer(page, to: request, key.locale)
  }

  /// A kept page as the answer: whole, compressed, 304 or 412.
  func answer(_ page: PageCache.Page, to request: Request, _ locale: InterfaceLocale) -> Response {
    let form = page.gzip.flatMap { Encoding.acceptsGzip(request.head.fields["Accept-Encoding"]) ? $0 : nil } ?? page.plain
    switch Conditional.outcome(request.head, etag: form.etag) {
    case .met: return Response(status: 200, fields: form.fields, body: .shared(form.body))
    case .unchanged:
      var fields = form.fields
      fields.remove("Content-Type")
      fields.remove("Content-Encoding")
      return Response(status: 304, fields: fields)
    case .failed:
      var response = refusal(Problem(.preconditionFailed), locale)
      response.fields["Vary"] = form.fields["Vary"]
      complete(&response, request, origin: origin(of: request, isSecure: isSecure(request)), isSecure: isSecure(request))
      return response
    }
  }

  /// Keeps a guest's page as it was just rendered, for the next who asks.
  func keep(_ reply: Reply, for request: Request, template: RouteTemplate) {
    guard let shared = reply.shared, reply.status == 200, !reply.fields.contains("Set-Cookie"), let key = cacheKey(request) else {
      return
    }
    var fields = reply.fields
    addCommonFields(&fields, isShared: true)
    SecurityFields.add(to: &fields, origin: key.origin, isSecure: isSecure(request))
    let etag = Conditional.tag(reply.body)
    let gzip = Gzip.compress(reply.body, level: 5)
    cache.keep(
      PageCache.Page(
        position: shared.position, topics: shared.topics, template: template,
        plain: PageCache.Form(fields, etag: etag, body: reply.body),
        gzip: gzip.count < reply.body.count
          ? PageCache.Form(fields, etag: EntityTag(etag.opaque + "-g"), body: gzip, coding: "gzip") : nil),
      for: key)
  }

  /// Fields that every answer of the application has.
  func complete(_ response: inout Response, _ request: Request, origin: Origin?, isSecure: Bool) {
    SecurityFields.add(to: &response.fields, origin: origin, isSecure: isSecure)
  }

  /// What caches may do with an answer, and what it depends on. A page of a guest may be kept, but is asked for again each time.
  func addCommonFields(_ fields: inout HTTPFields, isShared: Bool) {
    if !fields.contains("Cache-Control") { fields.add("Cache-Control", isShared ? "no-cache" : "private, no-cache") }
    fields.set("Vary", "Accept, Accept-Encoding, Accept-Language, Authorization, Cookie")
  }

  func isSecure(_ request: Request) -> Bool {
    settings.origin?.isSecure ?? ClientAddress.isSecure(request, trusted: settings.trustedProxies)
  }

  /// The origin this request was made to: the configured one, else what its Host says.
  func origin(of request: Request, isSecure: Bool) -> Origin? {
    settings.origin ?? Origin(isSecure: isSecure, authority: request.head.fields["Host"] ?? "localhost")
  }
}
