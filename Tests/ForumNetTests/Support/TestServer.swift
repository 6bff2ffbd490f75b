import ForumNet
import Synchronization

/// A real server on a free port of 127.0.0.1, with its own workers; drained by `stop`.
final class TestServer: Sendable {
  let server: Server
  /// Of the listening address, and then of those that redirect.
  let ports: [UInt16]
  let service: TestService
  private let workers: WorkerPool

  init(
    loops: Int = 1, certificates: [TestCertificate] = [], log: TestLog = TestLog(),
    _ change: (inout ServerOptions) -> Void = { _ in }
  ) throws {
    var options = ServerOptions(
      listen: [.init(host: "127.0.0.1", port: 0)], loops: loops, certificates: certificates.map(\.files))
    options.closeTimeout = 1
    options.lingerTimeout = 1
    change(&options)
    workers = WorkerPool(threads: 2)
    service = TestService(log: log, workers: workers)
    server = Server(options: options, service: service, workers: workers)
    ports = try server.start()
  }

  var port: UInt16 { ports[0] }
  var url: ServerURL { ServerURL(isSecure: !server.options.certificates.isEmpty, host: "127.0.0.1", port: port) }

  func stop(seconds: Double = 2) {
    server.drain(seconds: seconds)
    workers.stop()
  }

  /// Runs `body` and drains, whatever happens.
  static func run(
    loops: Int = 1, certificates: [TestCertificate] = [], log: TestLog = TestLog(),
    _ change: (inout ServerOptions) -> Void = { _ in }, _ body: (TestServer) throws -> Void
  ) throws {
    let server = try TestServer(loops: loops, certificates: certificates, log: log, change)
    defer { server.stop() }
    try body(server)
  }

  /// Waits until something is so; false after `seconds`.
  static func wait(seconds: Double = 5, for condition: () -> Bool) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(Int(seconds * 1000))
    while clock.now < end {
      if condition() { return true }
      pause(0.005)
    }
    return condition()
  }
}
