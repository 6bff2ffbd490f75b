import ForumCore
import ForumNet
import ForumWire
import Synchronization

/// The forum as the loops serve it: takes requests apart, runs the handlers and completes their answers. One for the program;
/// any thread.
///
/// `immediate` answers on the loop what needs neither database nor wait: static files and cached pages of guests. All else is
/// `respond`: a task on the worker pool that goes through the pipeline (`answer`) to a handler.
final class Application: Service {
  let forum: Forum
  let localisation: Localisation
  let assets: Assets
  let settings: Settings
  let cache: PageCache
  let articles = ArticleMemo()
  let threads = ThreadMemo()
  let languages = LanguageMemo()
  let tokens: FormTokens
  let tickets: SecondStepTicket
  let passkeyChallenges: PasskeyChallenges
  let paperCodes: PaperCodes
  let limiter: RateLimiter
  let hasher: PasswordHasher
  let live: LiveService
  let log: OperationsLog
  let metrics: Metrics
  /// From SIGTERM on: `/readyz` says no, so that a balancer sends nobody new.
  let isDraining = Atomic(false)

  init(
    forum: Forum, localisation: Localisation, assets: Assets, settings: Settings, hasher: PasswordHasher, live: LiveService,
    log: OperationsLog, metrics: Metrics
  ) throws {
    self.forum = forum
    self.localisation = localisation
    self.assets = assets
    self.settings = settings
    self.hasher = hasher
    self.live = live
    self.log = log
    self.metrics = metrics
    limiter = RateLimiter(isOn: !settings.isTestMode)
    let (key, position) = try forum.read { reader in (try reader.secret(.forms), try reader.position) }
    tokens = FormTokens(key: key)
    tickets = SecondStepTicket(key: key)
    passkeyChallenges = PasskeyChallenges(key: key)
    paperCodes = PaperCodes(key: key)
    cache = PageCache(position: position)
  }

  /// What the application needs to know of the configuration.
  struct Settings: Sendable {
    /// The origin people use; nil: the one each request names.
    var origin: Origin?
    var trustedProxies: Set<String> = []
    var isTestMode = false
    var securityContact: String?
    /// Words for the rules that come with the program, offered where none were ever set.
    var proposedWords: [String] = []
    /// Writes and sends mails; nil where no mail server is set up.
    var mailer: Mailer?
    /// Where a mailbox verifies an organisation.
    var listedDomains = ListedDomains()
    /// Whether moderators and administrators need a second step.
    var requiresSecondFactor = true
    /// Where erasures are entered that a restored backup must not bring back.
    var erasureRegister = ""
  }

  /// Bodies: what the longest post takes in a form, where each of its bytes may be written as three; 16 MiB for the echo.
  static let bodyBound = 512 * 1024
  static let echoBound = 16 << 20

  func bodyLimit(for head: RequestHead) -> Int {
    settings.isTestMode && head.path == Route.testEcho.path ? Self.echoBound : Self.bodyBound
  }

  func respond(to request: Request) async -> Answer {
    let watch = Stopwatch()
    let (answer, template) = await self.answer(request)
    let status =
      switch answer {
      case .response(let response): response.status
      case .webSocket: 101
      case .eventStream: 200
      }
    note(request, template: template, status: status, watch: watch)
    return answer
  }

  func response(to error: ParseError, of head: RequestHead?) -> Response {
    if error == .bodyTooLarge, let head { return contentTooLarge(head) }
    metrics.request(route: "-", status: error.status, microseconds: 0)
    var json = JSONWriter()
    json.beginObject()
    json.member("type", "about:blank")
    json.member("title", String(describing: ResponseHead.reasonPhrase(error.status)))
    json.member("status", Int64(error.status))
    json.member("detail", error.reason)
    json.endObject()
    var fields: HTTPFields = ["Content-Type": ProblemJSON.contentType, "Cache-Control": "no-store"]
    SecurityFields.add(to: &fields, origin: settings.origin, isSecure: false)
    return Response(status: error.status, fields: fields, body: .bytes(json.bytes))
  }

  func responseWhenOverloaded() -> Response {
    var fields: HTTPFields = ["Content-Type": ProblemJSON.contentType, "Cache-Control": "no-store"]
    SecurityFields.add(to: &fields, origin: settings.origin, isSecure: false)
    let bytes = ProblemJSON.bytes(Problem(.overloaded), texts: localisation[.fallback])
    return Response(status: 503, fields: fields, body: .bytes(bytes))
  }

  /// Counts and logs an answered request.
  func note(_ request: Request, template: RouteTemplate?, status: Int, watch: Stopwatch) {
    let route = template?.rawValue ?? "-"
    let microseconds = watch.microseconds
    metrics.request(route: route, status: status, microseconds: microseconds)
    log.request(
      id: request.id, method: Methods.label(request.head.method), route: route, status: status, microseconds: microseconds)
  }
}
