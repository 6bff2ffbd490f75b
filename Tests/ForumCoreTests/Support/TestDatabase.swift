import Foundation
import Testing

@testable import ForumCore

/// A database of a test's own, gone with it: a temporary folder for SQLite, a schema of the server at `SFAT_TEST_POSTGRES`
/// for PostgreSQL. Without that server the tests fail: they are never skipped.
final class TestDatabase: Sendable {
  let location: DatabaseLocation
  /// A temporary folder, for whatever the test wants to put beside its database.
  let folder: String
  private let schema: String

  init(_ engine: Engine) throws {
    let name = "sfat_test_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
    schema = name
    folder = NSTemporaryDirectory() + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    switch engine {
    case .sqlite: location = .folder(folder + "/data")
    case .postgres:
      let server = try Self.server()
      let database = try DatabaseLocation.postgres(server).open(.maintenance)
      defer { database.close() }
      try database.script("CREATE SCHEMA \(name)")
      location = .postgres(server + (server.contains("?") ? "&" : "?") + "options=-csearch_path%3D" + name)
    }
  }

  deinit {
    if case .postgres = location, let server = try? Self.server(),
      let database = try? DatabaseLocation.postgres(server).open(.maintenance)
    {
      try? database.script("SET client_min_messages = error; DROP SCHEMA \(schema) CASCADE")
      database.close()
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  static func server() throws -> String {
    try #require(
      ProcessInfo.processInfo.environment["SFAT_TEST_POSTGRES"],
      "These tests need PostgreSQL: run them as `Tests/postgres.sh with swift test`, or set SFAT_TEST_POSTGRES.")
  }

  /// The folder of the repository.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  func open(_ use: ConnectionUse = .maintenance) throws -> any Database { try location.open(use) }
}
