public import ForumCore
import ForumNet
import ForumWire
import Foundation
import Glibc
import Synchronization

/// A whole running server: the forum, the application, the loops. Started once, ended once; `forum-server` and the tests run it.
public final class ServerProgram: Sendable {
  public let forum: Forum
  /// The ports it listens on, in the order of `Configuration.listen` and then of `Configuration.redirect`.
  public let ports: [UInt16]
  /// Where people find it: the base URL, else the first address.
  public let url: String
  public let log: OperationsLog

  private let configuration: Configuration
  private let server: Server
  private let workers: WorkerPool
  private let live: LiveService
  private let application: Application
  private let tail: CacheTail
  private let mailer: Mailer?
  private let offer = Mutex<SuccessionOffer?>(nil)

  /// Opens the data and begins to accept. Throws what the operator must mend, as a sentence (`CustomStringConvertible`).
  public static func start(_ configuration: Configuration, log: OperationsLog? = nil) async throws -> ServerProgram {
    let log = log ?? OperationsLog(level: configuration.logLevel)
    let assets = try configuration.assets.map { AssetLocation(folder: $0) } ?? AssetLocation.find()
    let files = try Assets(assets)
    let localisation = try Localisation(folder: assets.web + "/locales")
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let loops = configuration.loops > 0 ? configuration.loops : cores
    let threads = configuration.workers > 0 ? configuration.workers : max(4, 2 * cores)
    var configuration = configuration
    let held = HeldSockets.find(in: ProcessInfo.processInfo.environment)
    // What a service manager holds says where to listen.
    if !held.isEmpty {
      let addresses = held.map { HeldSockets.address(of: $0) }.map { ListenAddress(host: $0.host, port: $0.port) }
      let listen = addresses.filter { !configuration.redirect.contains($0) }
      if !listen.isEmpty { configuration.listen = listen }
    }
    let predecessor = configuration.takesOver ? Predecessor.find(in: configuration.data) : nil
    let location = configuration.database.map(DatabaseLocation.postgres) ?? .folder(configuration.data)
    if configuration.demo { try await Demo.fill(location, assets: assets) }
    // Two more connections than workers: the live hub and the feeder of those far behind read too.
    let forum = try await Forum.open(
      location, assets: assets, readers: threads + 2, replicas: configuration.replicas.map { .postgres($0) },
      migrating: { log.write(.info, "migrating", nil, ["migration": .text($0)]) })
    do {
      let workers = WorkerPool(threads: threads)
      let program = try ServerProgram(
        configuration, log: log, assets: assets, files: files, localisation: localisation, forum: forum, workers: workers,
        loops: loops, sockets: held + (predecessor?.sockets ?? []))
      if let predecessor {
        log.write(.info, "taken-over")
        predecessor.drain()
      }
      return program
    } catch {
      await forum.close()
      throw error
    }
  }

  private init(
    _ configuration: Configuration, log: OperationsLog, assets: AssetLocation, files: Assets, localisation: Localisation,
    forum: Forum, workers: WorkerPool, loops: Int, sockets: [Int32]
  ) throws {
    self.configuration = configuration
    self.log = log
    self.forum = forum
    self.workers = workers
    live = LiveService(
      forum: forum, localisation: localisation, loops: loops, workers: workers,
      limits: configuration.testMode ? .testMode : LiveLimits())
    var settings = Application.Settings()
    settings.origin = configuration.baseURL.flatMap(Origin.init(url:))
    settings.trustedProxies = Set(configuration.trustedProxies)
    settings.requiresSecondFactor = configuration.requiresSecondFactor
    settings.isTestMode = configuration.testMode
    settings.securityContact = configuration.securityContact
    if let mail = configuration.mail, let baseURL = configuration.baseURL {
      settings.mailer = try Mailer(
        mail, writer: MailWriter(localisation: localisation, baseURL: baseURL), forum: forum, log: log)
    }
    mailer = settings.mailer
    if let path = configuration.listedDomains { settings.listedDomains = try ListedDomains(file: path) }
    settings.proposedWords = try RuleWords.read(from: assets)
    settings.erasureRegister = configuration.erasureRegister ?? configuration.data + "/" + Backup.registerName
    let metrics = Metrics()
    application = try Application(
      forum: forum, localisation: localisation, assets: files, settings: settings, hasher: PasswordHasher(), live: live, log: log,
      metrics: metrics)
    server = Server(options: Self.options(configuration, loops: loops), service: application, workers: workers)
    ports = try server.start(inheriting: sockets)
    live.start(server.loops)
    tail = CacheTail(forum: forum, cache: application.cache, workers: workers, log: log)
    let first = configuration.listen[0]
    let host = first.host.contains(":") ? "[\(first.host)]" : first.host
    url = "\(configuration.certificates.isEmpty ? "http" : "https")://\(host):\(ports[0])"
    Self.measure(metrics, server: server, forum: forum, cache: application.cache, live: live)
    mailer?.measure(metrics)
    mailer?.start()
    log.write(.info, "started", nil, ["loops": .number(Int64(loops)), "engine": .text("\(forum.location.engine)")])
    if configuration.testMode {
      log.write(
        .warning, "test-mode",
        "TEST MODE: limits are off and /test/echo answers every origin. Never run a public forum like this.")
    }
  }

  private static func options(_ configuration: Configuration, loops: Int) -> ServerOptions {
    var options = ServerOptions(
      listen: configuration.listen.map { ServerOptions.Listen(host: $0.host, port: $0.port) }, loops: loops)
    options.certificates = zip(configuration.certificates, configuration.keys).map {
      ServerOptions.Certificate(certificateFile: $0, keyFile: $1)
    }
    if !configuration.redirect.isEmpty, let origin = configuration.baseURL {
      options.redirect = Redirect(
        listen: configuration.redirect.map { ServerOptions.Listen(host: $0.host, port: $0.port) }, origin: origin)
    }
    options.maximumConnections = configuration.maximumConnections
    options.connectionsPerAddress = configuration.testMode ? nil : configuration.maximumConnectionsPerAddress
    return options
  }

  private static func measure(_ metrics: Metrics, server: Server, forum: Forum, cache: PageCache, live: LiveService) {
    metrics.gauge { text in
      text.gauge("sfat_log_position", help: "The position of the last commit that this process knows of.", forum.head)
      text.gauge("sfat_connections", help: "Connections open now.", Int64(server.connectionCount))
      text.gauge("sfat_sockets", help: "WebSockets and event streams open now.", Int64(server.counters.sockets.value))
      text.gauge(
        "sfat_requests_running", help: "Requests that handlers work on now.",
        Int64(server.counters.running.value))
      text.gauge(
        "sfat_body_bytes", help: "Bytes of bodies that are being received or handled now.",
        Int64(server.counters.bodyBytes.value))
      var counters: [(String, String, Int)] = [
        ("sfat_connections_accepted", "Connections accepted.", server.counters.accepted.value),
        (
          "sfat_requests_abandoned", "Requests that were not handled because their client had left.",
          server.counters.abandoned.value
        ),
        ("sfat_connections_refused", "Connections that a limit turned away.", server.counters.turnedAway.value),
        (
          "sfat_accept_pauses", "Times that accepting rested because descriptors or memory had run out.",
          server.counters.acceptPauses.value
        ),
        ("sfat_frames_delivered", "Live frames delivered.", server.counters.framesDelivered.value),
        ("sfat_received_bytes", "Bytes received.", server.counters.bytesReceived.value),
        ("sfat_sent_bytes", "Bytes sent.", server.counters.bytesSent.value),
      ]
      if forum.hasReplicas {
        let reads = forum.replicaReads
        counters += [
          ("sfat_replica_reads", "Read transactions that replicas served.", Int(reads.served)),
          (
            "sfat_replica_reads_passed", "Read transactions done where the log is written, because a replica was behind or away.",
            Int(reads.passed)
          ),
        ]
      }
      for (name, help, value) in counters {
        text.family(name, type: "counter", help: help)
        text.sample(name + "_total", [:], Int64(value))
      }
      let size = cache.size
      text.gauge("sfat_cached_pages", help: "Pages of guests kept ready.", Int64(size.pages))
      text.gauge("sfat_cached_bytes", help: "Bytes of pages kept ready.", Int64(size.bytes))
      live.write(&text)
    }
  }

  /// A one-time link that makes its opener the administrator; nil when there is one already.
  public func setupLink() async throws -> String? {
    guard try !forum.read({ try $0.hasAdministrator }) else { return nil }
    let token = SecretToken()
    try await forum.execute(.createSetupLink(hash: token.hash, validSeconds: 7 * 86_400), by: .system)
    return (configuration.baseURL ?? url) + Route.setup(token.text).path
  }

  /// Reads all certificates and keys again; where they cannot be used the old ones stay.
  public func reload() {
    do {
      try server.reloadCertificates()
      log.write(.info, "certificate-reloaded")
    } catch {
      log.write(.error, "certificate-refused", error.description)
    }
  }

  /// From now on a server started with `--take-over` on the same data folder can take our place; `succeeded` is called when it has.
  public func offerSuccession(succeeded: @escaping @Sendable () -> Void) {
    offer.withLock { offer in
      offer = SuccessionOffer(of: server, in: configuration.data, succeeded: succeeded)
      if offer == nil {
        log.write(.warning, "no-succession", "The data folder takes no socket: --take-over will not find this server.")
      }
    }
  }

  /// Stops accepting, lets requests end, says goodbye to sockets, and closes the data. With a successor on our sockets, who waits in
  /// them is left to it.
  public func stop(successor: Bool = false) async {
    offer.withLock { $0?.end() }
    application.isDraining.store(true, ordering: .relaxed)
    log.write(.info, "draining")
    let (server, seconds) = (server, Double(configuration.drainSeconds))
    // Draining blocks its thread, which may be neither a loop's nor a worker's, nor the pool's of tasks.
    await withCheckedContinuation { continuation in
      Background.run("drain") {
        server.drain(seconds: seconds, successor: successor)
        continuation.resume()
      }
    }
    await tail.stop()
    let (live, workers, mailer) = (live, workers, mailer)
    await withCheckedContinuation { continuation in
      Background.run("stop") {
        mailer?.stop()
        live.stop()
        workers.stop()
        continuation.resume()
      }
    }
    await forum.close()
    log.write(.info, "stopped")
    log.flush()
  }
}
