import ForumCore
import ForumNet
import ForumWire

/// Everything live: what the handlers of `/live` and `/live/events` answer with, and what runs behind it.
///
/// Made with the service, started once the server has its loops, stopped after it has drained.
final class LiveService: Sendable {
  static let subprotocol = "sfat.v1"

  private let forum: Forum
  private let limits: LiveLimits
  private let hub: LiveHub
  private let endpoint: LiveEndpoint
  private let handles = LoopHandles()

  /// `loops` is how many the server has.
  init(forum: Forum, localisation: Localisation, loops: Int, workers: WorkerPool, limits: LiveLimits = LiveLimits()) {
    self.forum = forum
    self.limits = limits
    hub = LiveHub(forum: forum, localisation: localisation, limits: limits, workers: workers)
    endpoint = LiveEndpoint(loops: loops, hub: hub, forum: forum, localisation: localisation, limits: limits)
  }

  /// Begins to follow the log.
  func start(_ loops: [LoopHandle]) {
    handles.set(loops)
    hub.start(loops, endpoint)
  }

  /// After the server has drained, before the workers and the forum end. Blocks until the hub has ended.
  func stop() { hub.stop() }

  /// Answers `GET /live`: a WebSocket that speaks `sfat.v1`. The caller has checked the Origin.
  func webSocket(_ request: Request, reader: LiveReader, locale: InterfaceLocale) throws(Problem) -> Answer {
    let offered = request.head.fields.all("Sec-WebSocket-Protocol")
      .flatMap { $0.split(separator: ",").map { $0.split(separator: " ").joined() } }
    // Who offers nothing speaks the only one there is; who offers others only, speaks something else.
    guard offered.isEmpty || offered.contains(Self.subprotocol) else { throw Problem(.subprotocolUnknown) }
    let context = LiveContext(reader: reader, transport: .webSocket, locale: locale)
    return .webSocket(
      WebSocketAcceptance(
        subprotocol: offered.isEmpty ? nil : Self.subprotocol, deflate: true, maximumMessage: limits.messageBytes,
        endpoint: endpoint, context: context))
  }

  /// Answers `GET /live/events`: the events of one topic as Server-Sent Events.
  func eventStream(_ request: Request, query: Query, reader: LiveReader, locale: InterfaceLocale) throws -> Answer {
    guard let name = query["topic"] else { throw Query.invalid("topic") }
    let topic = try LiveTopic.parse(name, for: reader)
    if let problem = try forum.read({ try topic.missing($0) }) { throw problem }
    guard let format = LiveFormat(as: query["as"], language: query["lang"] ?? locale.rawValue) else { throw Query.invalid("as") }
    var after = try query.position("after")
    // What a browser sends when it reconnects by itself goes before the address it was first given.
    if let last = request.head.fields["Last-Event-ID"], !last.isEmpty {
      guard let position = Position(last), position >= 0 else {
        throw Problem(.queryInvalid, parameters: ["field": "Last-Event-ID"])
      }
      after = position
    }
    let subscription = LiveOperation.Subscription(topic: name, after: after, log: query["log"], format: format)
    var fields = HTTPFields()
    fields.add("Cache-Control", "no-store")
    // Proxies that gather answers before they pass them on (nginx) are asked not to.
    fields.add("X-Accel-Buffering", "no")
    let context = LiveContext(reader: reader, transport: .eventStream, locale: locale, subscription: (topic, subscription))
    return .eventStream(EventStreamAcceptance(fields: fields, endpoint: endpoint, context: context))
  }

  /// A session has ended here: its connections close at once. Other processes notice within `LiveLimits.credentialInterval`.
  func sessionEnded(hash: [UInt8]) {
    for loop in handles.all { loop.run { [endpoint] in endpoint.end(.session(hash: hash), on: $0) } }
  }

  /// Looks at once whether everybody is still signed in: sessions were ended that we do not know by name.
  func checkCredentials() {
    for loop in handles.all { loop.run { [endpoint] in endpoint.reportCredentials(on: $0) } }
  }

  func readers(of topic: LiveTopic) -> Int { hub.presence.readers(of: topic) }

  /// Lines for `/metrics`.
  func write(_ metrics: inout MetricsText) {
    metrics.gauge("sfat_live_position", help: "The log's position up to which subscribers have been served.", hub.position)
    metrics.gauge("sfat_live_topics", help: "Topics that somebody listens to.", Int64(hub.presence.topics))
  }
}
