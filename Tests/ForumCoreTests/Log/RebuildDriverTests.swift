import Foundation
import Testing

@testable import ForumCore

@Suite struct RebuildDriverTests {
  @Test(arguments: Engine.allCases)
  func `the read model made again from the log is the one that stands`(_ engine: Engine) async throws {
    let test = try TestDatabase(engine)
    try await LogCheckTests.fill(test)
    var reached: [Position] = []
    let report = try RebuildDriver.run(
      on: test.location, projector: NoteProjector(), progress: { reached += [$0, $1] }, compares: { reached.append(0) })
    #expect(report.isEqual)
    #expect(report.head == 6)
    #expect(report.tables.map(\.rows) == [3])
    #expect(!report.isInPlace)
    #expect(reached == [6, 6, 0])
    if case .folder(let folder) = test.location {
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("rebuild") } == [])
    }
  }

  @Test(arguments: Engine.allCases)
  func `what differs is named, and put right when asked`(_ engine: Engine) async throws {
    let test = try TestDatabase(engine)
    try await LogCheckTests.fill(test)
    let database = try test.open()
    defer { database.close() }
    try database.run("UPDATE notes SET edits = 5 WHERE id = 1")
    try database.run("DELETE FROM notes WHERE id = 6")
    try database.run("INSERT INTO notes (id, length, edits) VALUES (77, 1, 1)")
    try database.run("INSERT INTO ordinary (name, note) VALUES ('kept', 1)")
    let report = try RebuildDriver.run(on: test.location, projector: NoteProjector())
    let table = try #require(report.tables.first)
    #expect(!report.isEqual)
    #expect(table.onlyRebuilt == 2)
    #expect(table.onlyLive == 2)
    #expect(table.examples.contains("- id=77 length=1 edits=1"))
    #expect(table.examples.contains("+ id=1 length=9 edits=2"))
    #expect(try database.integer("SELECT edits FROM notes WHERE id = 1") == 5)

    #expect(try RebuildDriver.run(on: test.location, projector: NoteProjector(), putInPlace: true).isInPlace)
    #expect(try RebuildDriver.run(on: test.location, projector: NoteProjector()).isEqual)
    #expect(
      try database.rows("SELECT id, edits FROM notes ORDER BY id") { [$0.int(0), $0.int(1)] } == [[1, 2], [2, 0], [6, 0]])
    #expect(try database.integer("SELECT count(*) FROM ordinary") == 1)
    // The forum goes on writing.
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    #expect(try await ledger.execute(TestCommand.edit(6, "more")).position == 7)
    ledger.close()
    #expect(try RebuildDriver.run(on: test.location, projector: NoteProjector()).isEqual)
  }

  @Test func `what a killed rebuild left goes with the next, and what one that runs has written stays`() async throws {
    let test = try TestDatabase(.sqlite)
    try await LogCheckTests.fill(test)
    guard case .folder(let folder) = test.location else { return }
    // No process has so high a number, and the first is always there.
    for name in ["rebuild-2000000000.sqlite", "rebuild-2000000000.sqlite-wal", "rebuild-1.sqlite", "rebuild-notes.txt"] {
      try "left".write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
    #expect(try RebuildDriver.run(on: test.location, projector: NoteProjector()).isEqual)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("rebuild") }
    #expect(names.sorted() == ["rebuild-1.sqlite", "rebuild-notes.txt"])
  }

  private struct Forgetful: Projector {
    let tables = ["notes"]
    let passedOver = ""
    func lookups(for type: String) -> Set<String> { [] }
    func knows(type: String) -> Bool { type != "note.edited.v1" }
    func begin(in database: any Database) -> any Projection { NoteProjection(database: database) }
  }

  @Test func `a rebuild stops at a type it does not know`() async throws {
    let test = try TestDatabase(.sqlite)
    try await LogCheckTests.fill(test)
    #expect(throws: DatabaseError.self) { try RebuildDriver.run(on: test.location, projector: Forgetful()) }
  }
}
