import ForumCore
import ForumNet
import ForumServer
import Foundation
import Testing

/// A whole server on a free port, on a folder of its own: what the tests of the server talk to.
final class TestServer: Sendable {
  let folder: String
  let program: ServerProgram

  /// `configure` changes how it is started; limits are on unless a test asks for the test mode.
  init(folder: String? = nil, _ configure: (inout Configuration) -> Void = { _ in }) async throws {
    self.folder = folder ?? NSTemporaryDirectory() + "sfat-server-" + UUID().uuidString
    var configuration = Configuration()
    configuration.data = self.folder
    configuration.listen = [ListenAddress(host: "127.0.0.1", port: 0)]
    configuration.loops = 1
    configuration.workers = 2
    configuration.logLevel = .error
    configuration.drainSeconds = 2
    configure(&configuration)
    program = try await ServerProgram.start(configuration)
  }

  var url: ServerURL { ServerURL(isSecure: false, host: "127.0.0.1", port: program.ports[0]) }
  var forum: Forum { program.forum }

  func stop(keepsData: Bool = false) async {
    await program.stop()
    if !keepsData { try? FileManager.default.removeItem(atPath: folder) }
  }

  /// Starts a server, runs the test, stops it whatever happens.
  static func with(
    _ configure: (inout Configuration) -> Void = { _ in }, _ body: (TestServer) async throws -> Void
  ) async throws {
    let server = try await TestServer(configure)
    do {
      try await body(server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  /// A program with a token of this role.
  func program(_ role: Role) async throws -> Visitor {
    let token = SecretToken()
    try await forum.execute(.createToken(name: "Program \(role.rawValue)", role: role, hash: token.hash), by: .system)
    let visitor = Visitor(self)
    visitor.token = token.text
    return visitor
  }

  /// A browser whose owner opened the setup link and signs in in two steps; and the secret of their codes.
  func administrator(_ name: String, password: String = "o parola destul de lunga") async throws -> (Visitor, secret: [UInt8]) {
    let link = try #require(try await program.setupLink())
    let path = String(link.dropFirst(url.description.count))
    let visitor = Visitor(self)
    let person = ["name": name, "email": "\(name.lowercased())@exemplu.ro", "password": password]
    #expect(try visitor.submit(path, form: path, person).status == 303)
    return (visitor, try visitor.turnOnSecondStep())
  }

  /// A browser whose owner has just registered.
  func person(_ name: String) throws -> Visitor {
    let visitor = Visitor(self)
    let answer = try visitor.submit(
      "/register", form: "/register",
      ["name": name, "email": "\(name.lowercased())@exemplu.ro", "password": "o parola destul de lunga"])
    #expect(answer.status == 303)
    return visitor
  }
}
