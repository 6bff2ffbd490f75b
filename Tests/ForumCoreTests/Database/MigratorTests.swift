import Foundation
import Testing

@testable import ForumCore

@Suite struct MigratorTests {
  private func folder(_ test: TestDatabase, _ files: [String: String]) throws -> String {
    let folder = test.folder + "/migrations-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
    return folder
  }

  private static let first = [
    "0001_first.sql": "CREATE TABLE first (id BIGINT PRIMARY KEY, word TEXT COLLATE \"C\", bytes BYTEA);"
  ]

  @Test(arguments: Engine.allCases)
  func `each migration runs once`(_ engine: Engine) throws {
    let test = try TestDatabase(engine)
    let database = try test.open()
    defer { database.close() }
    let one = try folder(test, Self.first)
    #expect(try Migrator.migrate(database, from: one) { Issue.record("a new database is told of \($0)") } == ["0001_first"])
    #expect(try Migrator.migrate(database, from: one) == [])
    let two = try folder(
      test,
      Self.first.merging([
        "0002_second.sqlite.sql": "CREATE TABLE second (a INTEGER); INSERT INTO second VALUES (1)",
        "0002_second.postgres.sql": "CREATE TABLE second (a BIGINT); INSERT INTO second VALUES (1)",
      ]) { $1 })
    var announced: [String] = []
    #expect(try Migrator.migrate(database, from: two) { announced.append($0) } == ["0002_second"])
    #expect(announced == ["0002_second"])
    #expect(try database.integer("SELECT a FROM second") == 1)
    // An older program finds the newer database.
    #expect(throws: MigrationError.databaseIsNewer(2, known: 1)) { try Migrator.migrate(database, from: one) }
  }

  @Test(arguments: Engine.allCases)
  func `a landed migration must not be edited`(_ engine: Engine) throws {
    let test = try TestDatabase(engine)
    let database = try test.open()
    defer { database.close() }
    _ = try Migrator.migrate(database, from: folder(test, Self.first))
    let edited = try folder(test, ["0001_first.sql": Self.first.values.first! + " -- edited"])
    #expect(throws: MigrationError.edited("0001_first")) { try Migrator.migrate(database, from: edited) }
  }

  @Test(arguments: Engine.allCases)
  func `a migration that fails changes nothing`(_ engine: Engine) throws {
    let test = try TestDatabase(engine)
    let database = try test.open()
    defer { database.close() }
    let broken = try folder(
      test, Self.first.merging(["0002_second.sql": "CREATE TABLE second (a BIGINT); INSERT INTO nowhere VALUES (1);"]) { $1 })
    do {
      _ = try Migrator.migrate(database, from: broken)
      Issue.record("it ran")
    } catch MigrationError.failed(let name, _) {
      #expect(name == "0002_second")
    }
    #expect(try database.integer("SELECT count(*) FROM migrations") == 1)
    #expect(throws: DatabaseError.self) { try database.integer("SELECT count(*) FROM second") }
  }

  @Test(arguments: Engine.allCases)
  func `two processes that start at once run each migration once`(_ engine: Engine) async throws {
    let test = try TestDatabase(engine)
    let folder = try folder(
      test, Self.first.merging(["0002_second.sql": "CREATE TABLE second (a BIGINT); INSERT INTO second VALUES (1);"]) { $1 })
    let ran = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<2 {
        group.addTask {
          let database = try test.open()
          defer { database.close() }
          return try Migrator.migrate(database, from: folder)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(ran.sorted() == ["0001_first", "0002_second"])
    let database = try test.open()
    defer { database.close() }
    #expect(try database.integer("SELECT count(*) FROM second") == 1)
  }

  @Test func `names and numbers are checked`() throws {
    let test = try TestDatabase(.sqlite)
    let gap = try folder(test, Self.first.merging(["0003_third.sql": ""]) { $1 })
    #expect(throws: MigrationError.numbering("0003_third.sql", expected: 2)) { try Migration.all(in: gap, for: .sqlite) }
    let odd = try folder(test, ["first.sql": ""])
    #expect(throws: MigrationError.nameUnreadable("first.sql")) { try Migration.all(in: odd, for: .sqlite) }
    #expect(throws: MigrationError.folderUnreadable("/nowhere")) { try Migration.all(in: "/nowhere", for: .sqlite) }
  }

  @Test func `a text for both engines keeps its meaning on SQLite`() throws {
    let test = try TestDatabase(.sqlite)
    let text = try #require(try Migration.all(in: folder(test, Self.first), for: .sqlite).first?.text)
    #expect(text == "CREATE TABLE first (id INTEGER PRIMARY KEY, word TEXT COLLATE BINARY, bytes BLOB);")
  }

  @Test(arguments: Engine.allCases)
  func `the project's own migrations run on an empty database`(_ engine: Engine) throws {
    let test = try TestDatabase(engine)
    let ran = try Migrator.migrate(test.location, from: AssetLocation(folder: TestDatabase.repository))
    #expect(ran.first == "0001_log")
    #expect(try Migrator.migrate(test.location, from: AssetLocation(folder: TestDatabase.repository)) == [])
  }
}
