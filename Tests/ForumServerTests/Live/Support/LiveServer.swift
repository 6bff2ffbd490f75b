import ForumCore
import ForumNet
import ForumWire
import Foundation
import Synchronization

@testable import ForumServer

/// A real forum on SQLite behind real loops, with nothing but the live side served. Who a request is from stands in `X-Reader`.
final class LiveServer: Sendable {
  let forum: Forum
  let live: LiveService
  let server: Server
  let url: ServerURL
  let readers: Readers
  private let workers: WorkerPool

  /// Readers by name.
  final class Readers: Sendable {
    private let table = Mutex<[String: LiveReader]>([:])
    subscript(name: String) -> LiveReader? {
      get { table.withLock { $0[name] } }
      set { table.withLock { $0[name] = newValue } }
    }
  }

  private struct Routes: Service {
    let live: LiveService
    let readers: Readers

    func bodyLimit(for head: RequestHead) -> Int { 0 }
    func response(to error: ParseError, of head: RequestHead?) -> Response { .text(error.status, error.reason) }

    func respond(to request: Request) async -> Answer {
      let reader = request.head.fields["X-Reader"].flatMap { readers[$0] } ?? .guest
      do {
        if request.head.path == "/live" { return try live.webSocket(request, reader: reader, locale: .ro) }
        guard let query = Query(request.head.query) else { return .response(.text(400, "query")) }
        return try live.eventStream(request, query: query, reader: reader, locale: .ro)
      } catch let problem as Problem {
        return .response(.text(problem.status, problem.code))
      } catch {
        return .response(.text(500, "\(error)"))
      }
    }
  }

  /// Serves a data folder while `body` runs.
  static func run(
    _ folder: TestFolder, loops: Int = 2, limits: LiveLimits = LiveLimits(), _ change: (inout ServerOptions) -> Void = { _ in },
    _ body: (LiveServer) async throws -> Void
  ) async throws {
    let started = try await LiveServer(folder, loops: loops, limits: limits, change)
    do {
      try await body(started)
    } catch {
      await started.stop()
      throw error
    }
    await started.stop()
  }

  private init(_ folder: TestFolder, loops: Int, limits: LiveLimits, _ change: (inout ServerOptions) -> Void) async throws {
    let assets = try AssetLocation.find()
    forum = try await Forum.open(.folder(folder.path), assets: assets)
    workers = WorkerPool(threads: 3)
    let localisation = try Localisation(folder: assets.web + "/locales")
    live = LiveService(forum: forum, localisation: localisation, loops: loops, workers: workers, limits: limits)
    readers = Readers()
    var options = ServerOptions(listen: [.init(host: "127.0.0.1", port: 0)], loops: loops)
    change(&options)
    server = Server(options: options, service: Routes(live: live, readers: readers), workers: workers)
    live.start(server.loops)
    url = ServerURL(isSecure: false, host: "127.0.0.1", port: try server.start()[0])
  }

  private func stop() async {
    await onThread { [server, live, workers] in
      server.drain(seconds: 1)
      live.stop()
      workers.stop()
    }
    await forum.close()
  }
}

/// A data folder of its own, gone with its last reference.
final class TestFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("sfat-live-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Runs blocking work on a thread of its own: the tests' pool has few, and the forum needs them.
@discardableResult
func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    let thread = Thread { continuation.resume(returning: body()) }
    thread.start()
  }
}

@discardableResult
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    let thread = Thread { continuation.resume(with: Result { try body() }) }
    thread.start()
  }
}
