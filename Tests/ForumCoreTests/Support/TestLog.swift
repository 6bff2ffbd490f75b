import Foundation

@testable import ForumCore

/// The log alone, with a read model of one table: what the ledger is tested on apart from the forum's own rules.
extension TestDatabase {
  /// Brings the database to the log's own migration and makes the test's table.
  func migrateLog() throws {
    let migrations = folder + "/migrations"
    try FileManager.default.createDirectory(atPath: migrations, withIntermediateDirectories: true)
    let files = FileManager.default
    for file in try files.contentsOfDirectory(atPath: Self.repository + "/migrations") where file.hasPrefix("0001_") {
      try files.copyItem(atPath: Self.repository + "/migrations/" + file, toPath: migrations + "/" + file)
    }
    let notes = """
      CREATE TABLE notes (id BIGINT PRIMARY KEY, length BIGINT NOT NULL, edits BIGINT NOT NULL);
      CREATE TABLE ordinary (name TEXT COLLATE "C" NOT NULL PRIMARY KEY, note BIGINT NOT NULL, bytes BYTEA);
      """
    try notes.write(toFile: migrations + "/0002_notes.sql", atomically: true, encoding: .utf8)
    let database = try open()
    defer { database.close() }
    _ = try Migrator.migrate(database, from: migrations)
  }
}

/// Keeps a row a note: how long it is and how often it was edited.
struct NoteProjector: Projector {
  let tables = ["notes"]
  let passedOver = ""

  func lookups(for type: String) -> Set<String> { [] }

  func knows(type: String) -> Bool { ["note.taken.v1", "note.edited.v1", "content.erased.v1"].contains(type) }

  func begin(in database: any Database) -> any Projection { NoteProjection(database: database) }
}

final class NoteProjection: Projection {
  private let database: any Database

  init(database: any Database) { self.database = database }

  func finish() {}

  func apply(_ entry: Entry, contents: [NewContent]) throws {
    let length = SQLValue(contents.first?.bytes.count ?? 0)
    switch entry.type {
    case "note.taken.v1":
      try database.run("INSERT INTO notes (id, length, edits) VALUES ($1, $2, 0)", [.integer(entry.streamID), length])
    case "note.edited.v1":
      try database.run(
        "UPDATE notes SET length = $1, edits = edits + 1 WHERE id = $2", [length, .integer(entry.streamID)])
    default:
      try database.run("UPDATE notes SET length = 0 WHERE id = $1", [.integer(entry.streamID)])
    }
  }
}

/// A command made of a closure.
struct TestCommand: LedgerCommand {
  let body: @Sendable (LedgerContext) throws -> Result<Decision, Rejection>

  init(_ body: @escaping @Sendable (LedgerContext) throws -> Result<Decision, Rejection>) { self.body = body }

  func decide(in context: LedgerContext) throws -> Result<Decision, Rejection> { try body(context) }

  /// Takes a note.
  static func take(_ text: String, answer: [Int64] = []) -> TestCommand {
    TestCommand { _ in .success(Decision([.taken(text)], answer: answer)) }
  }

  static func edit(_ note: Position, _ text: String) -> TestCommand {
    TestCommand { _ in .success(Decision([.edited(note, text)])) }
  }

  static func erase(_ note: Position) -> TestCommand {
    TestCommand { _ in
      .success(
        Decision([
          NewEvent(
            stream: Stream(.note, note), type: "content.erased.v1",
            data: ["position": .integer(note), "name": "body", "ground": "own-request"],
            contents: [NewContent("reason", .moderators, text: "asked for it")])
        ]) { _ = try Contents.erase("body", of: note, in: $0.database) })
    }
  }
}

extension StreamKind {
  static let note = StreamKind(rawValue: "note")
}

extension NewEvent {
  static func taken(_ text: String) -> NewEvent {
    NewEvent(
      stream: Stream(.note), type: "note.taken.v1", by: 7, data: ["lang": "ro"], contents: [.init("body", .public, text: text)])
  }

  static func edited(_ note: Position, _ text: String) -> NewEvent {
    NewEvent(
      stream: Stream(.note, note), type: "note.edited.v1", by: 7, data: ["replaces": .integer(note)],
      contents: [.init("body", .public, text: text)], cause: note)
  }
}
