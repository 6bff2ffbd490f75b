import Foundation
import Testing

@testable import ForumCore

@Suite struct LogCheckTests {
  /// A log of six events, of which the second note's body is erased; the triggers are taken off so that it can be harmed.
  private func harmed(_ engine: Engine, _ harm: (any Database) throws -> Void) async throws -> LogCheck.Report {
    let test = try TestDatabase(engine)
    try await Self.fill(test)
    let database = try test.open()
    defer { database.close() }
    switch engine {
    case .sqlite: try database.script("DROP TRIGGER log_no_update; DROP TRIGGER log_no_delete; DROP TRIGGER log_gapless")
    case .postgres: try database.script("DROP TRIGGER log_no_change ON log")
    }
    #expect(try LogCheck.run(on: database).isWhole)
    try harm(database)
    return try LogCheck.run(on: database)
  }

  static func fill(_ test: TestDatabase) async throws {
    try test.migrateLog()
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    for command in [
      TestCommand.take("one"), .take("two"), .edit(1, "one again"), .edit(1, "and again"), .erase(2), .take("three"),
    ] { _ = try await ledger.execute(command) }
    ledger.close()
  }

  @Test(arguments: Engine.allCases)
  func `a whole log is found whole, with its root`(_ engine: Engine) async throws {
    let test = try TestDatabase(engine)
    try await Self.fill(test)
    let database = try test.open()
    defer { database.close() }
    var reached: [Position] = []
    let report = try LogCheck.run(on: database) { position, last in reached += [position, last] }
    #expect(reached == [6, 6])
    #expect(report.faults == [])
    #expect(report.size == 6)
    #expect(report.contents == 5)
    #expect(report.erased == 1)
    let hasher = SHA256()
    let leaves = try EventLog.entries(after: 0, limit: 10, in: database).map { Merkle.leaf($0.bytes, with: hasher) }
    #expect(report.root == Merkle.root(leaves[...], with: hasher))
    // A root from outside: of now, of an earlier size, and wrong ones.
    let early = Merkle.root(leaves[..<4], with: hasher)
    for (known, kinds) in [
      (.init(root: report.root), []), (.init(root: early, size: 4), []), (.init(root: early), [.root]),
      (.init(root: report.root, size: 4), [.root]), (.init(root: report.root, size: 7), [.root]),
    ] as [(LogCheck.KnownRoot, [LogCheck.Fault.Kind])] {
      #expect(try LogCheck.run(on: database, known: known).faults.map(\.kind) == kinds)
    }
  }

  @Test(arguments: Engine.allCases)
  func `each harm is named with its place`(_ engine: Engine) async throws {
    let harms: [(String, SQL, [SQLValue], [LogCheck.Fault.Kind], Position?)] = [
      ("a byte of a content", "UPDATE contents SET bytes = $1 WHERE position = 1", [.blob([1])], [.commitment], 1),
      ("a salt", "UPDATE contents SET salt = $1 WHERE position = 3", [.blob([UInt8](repeating: 0, count: 32))], [.commitment], 3),
      ("a content gone", "DELETE FROM contents WHERE position = 6", [], [.missingContent], 6),
      ("a content more", "INSERT INTO contents VALUES (3, 'more', 'public', $1, $1)", [.blob([1])], [.strayContent], 3),
      ("a content beyond", "INSERT INTO contents VALUES (99, 'body', 'public', $1, $1)", [.blob([1])], [.strayContent], 99),
      (
        "a leaf hash", "UPDATE log SET leaf_hash = $1 WHERE position = 4", [.blob([UInt8](repeating: 7, count: 32))], [.leafHash],
        4
      ),
      ("a column", "UPDATE log SET type = 'note.taken.v1' WHERE position = 4", [], [.columnsDiffer], 4),
      ("a version", "UPDATE log SET version = 9 WHERE position = 4", [], [.columnsDiffer], 4),
      ("the frontier", "UPDATE log_head SET frontier = $1", [.blob([UInt8](repeating: 7, count: 64))], [.head], nil),
      ("the head cut short", "UPDATE log_head SET position = 5", [], [.head, .head], nil),
    ]
    for (name, sql, values, kinds, position) in harms {
      let report = try await harmed(engine) { database throws -> Void in #expect(try database.run(sql, values) > 0) }
      #expect(report.faults.map(\.kind) == kinds, "\(name)")
      #expect(report.faults.first?.position == position, "\(name)")
    }
  }

  @Test(arguments: Engine.allCases)
  func `a rewritten, a malformed and a missing entry are found`(_ engine: Engine) async throws {
    // Rewritten together with its hash: only the frontier tells.
    let rewritten = try await harmed(engine) { database in
      let entry = try #require(try EventLog.entry(at: 4, in: database))
      let bytes = Array(String(decoding: entry.bytes, as: UTF8.self).replacingOccurrences(of: "\"by\":7", with: "\"by\":8").utf8)
      try database.run(
        "UPDATE log SET entry = $1, leaf_hash = $2 WHERE position = 4", [.blob(bytes), .blob(Merkle.leaf(bytes, with: SHA256()))])
    }
    #expect(rewritten.faults.map(\.kind) == [.head])
    let malformed = try await harmed(engine) { database in
      try database.run("UPDATE log SET entry = $1 WHERE position = 4", [.blob(Array("{}".utf8))])
    }
    #expect(Set(malformed.faults.map(\.kind)).isSuperset(of: [.leafHash, .malformedEntry, .head]))
    #expect(malformed.faults.first?.position == 4)
    let missing = try await harmed(engine) { try $0.run("DELETE FROM log WHERE position = 4") }
    #expect(missing.faults.first == LogCheck.Fault(position: 4, kind: .missingEntry, text: "there is no entry"))
    // The end cut off together with its head: only a root from outside tells.
    let cut = try await harmed(engine) { try $0.run("DELETE FROM log WHERE position = 6") }
    #expect(cut.faults.contains { $0.kind == .missingEntry && $0.position == 6 })
  }

  /// Rewrites an entry and the columns beside it alike, so that only its neighbours tell.
  private static func rewrite(_ position: Position, version: Int, as other: Int, in database: any Database) throws {
    let entry = try #require(try EventLog.entry(at: position, in: database))
    let text = String(decoding: entry.bytes, as: UTF8.self)
    let bytes = Array(text.replacingOccurrences(of: "\"version\":\(version)", with: "\"version\":\(other)").utf8)
    try database.run(
      "UPDATE log SET version = $1, entry = $2, leaf_hash = $3 WHERE position = $4",
      [SQLValue(other), .blob(bytes), .blob(Merkle.leaf(bytes, with: SHA256())), .integer(position)])
  }

  @Test(arguments: Engine.allCases)
  func `versions that do not follow one another are found`(_ engine: Engine) async throws {
    let gap = try await harmed(engine) { try Self.rewrite(4, version: 3, as: 7, in: $0) }
    #expect(gap.faults.map(\.kind) == [.streamVersion, .head])
    #expect(gap.faults.first?.position == 4)
    let turned = try await harmed(engine) { database in
      try Self.rewrite(4, version: 3, as: 9, in: database)
      try Self.rewrite(3, version: 2, as: 3, in: database)
      try Self.rewrite(4, version: 9, as: 2, in: database)
    }
    #expect(turned.faults.map(\.kind) == [.streamVersion, .head])
    #expect(turned.faults.first?.position == 3)
  }

  @Test func `an index of streams with other rows than the log is found`() async throws {
    let test = try TestDatabase(.sqlite)
    try await Self.fill(test)
    let database = try test.open()
    defer { database.close() }
    let rows = try database.rows("SELECT stream, version, position FROM log") { ($0.text(0), $0.int(1), $0.int(2)) }
    func faults(_ rows: [(String, Int64, Position)], isComplete: Bool = true) throws -> [LogCheck.Fault.Kind] {
      var streams = LogStreamsCheck()
      var report = LogCheck.Report()
      for (stream, version, position) in rows { streams.met(stream, version, at: position) }
      streams.isComplete = isComplete
      try streams.finish(in: database, &report)
      return report.faults.map(\.kind)
    }
    #expect(try faults(rows) == [])
    #expect(try faults(Array(rows.dropLast())) == [.streamIndex])
    #expect(try faults(rows + [("note/9", 1, 9)]) == [.streamIndex])
    #expect(try faults(Array(rows.dropLast()), isComplete: false) == [])
  }

  @Test func `the indexes of all tables are searched when asked`() async throws {
    let test = try TestDatabase(.sqlite)
    try await Self.fill(test)
    #expect(try LogCheck.run(at: test.location, withIndexes: true).isWhole)
    let database = try test.open()
    defer { database.close() }
    // An index whose condition was changed behind its back has rows that do not belong there.
    try database.script(
      """
      CREATE INDEX notes_edited ON notes (edits) WHERE edits > 0; PRAGMA writable_schema = ON;
      UPDATE sqlite_master SET sql = 'CREATE INDEX notes_edited ON notes (edits) WHERE edits = 0' WHERE name = 'notes_edited';
      PRAGMA writable_schema = RESET
      """)
    #expect(try LogCheck.run(at: test.location).isWhole)
    #expect(try LogCheck.run(at: test.location, withIndexes: true).faults.map(\.kind).first == .unreadable)
  }

  @Test func `flipped and torn pages of the file are noticed`() async throws {
    var noticed = 0
    for place in 0..<6 {
      let test = try TestDatabase(.sqlite)
      try await Self.fill(test)
      guard case .folder(let folder) = test.location else { return }
      let file = folder + "/forum.sqlite"
      var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
      // Where the log's and the contents' rows stand, and the middle of each page.
      let needle = Array(["note.taken.v1", "one again", "note.edited.v1", "three", "body", "contents"][place].utf8)
      let found = try #require(bytes.indices.first { bytes[$0...].starts(with: needle) && $0 > 8_192 })
      bytes[found] ^= 0x01
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      do {
        let database = try test.open(.reader)
        defer { database.close() }
        if try !LogCheck.run(on: database).isWhole { noticed += 1 }
      } catch DatabaseError.corrupt {
        noticed += 1
      }
    }
    #expect(noticed == 6)
  }

  @Test func `a truncated file is noticed`() async throws {
    let test = try TestDatabase(.sqlite)
    try await Self.fill(test)
    guard case .folder(let folder) = test.location else { return }
    let file = folder + "/forum.sqlite"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    try bytes.prefix(bytes.count - 4_096 * 2).write(to: URL(fileURLWithPath: file))
    do {
      let database = try test.open(.reader)
      defer { database.close() }
      #expect(try !LogCheck.run(on: database).isWhole)
    } catch DatabaseError.corrupt {}
  }

  @Test(arguments: Engine.allCases)
  func `an export is the exact bytes, line by line`(_ engine: Engine) async throws {
    let test = try TestDatabase(engine)
    try await Self.fill(test)
    let database = try test.open(.reader)
    defer { database.close() }
    var bytes: [UInt8] = []
    #expect(try LogExport.run(on: database) { bytes += $0 } == 6)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    #expect(lines.last?.isEmpty == true)
    #expect(try lines.dropLast().map { [UInt8]($0) } == EventLog.entries(after: 0, limit: 10, in: database).map(\.bytes))
    var part: [UInt8] = []
    #expect(try LogExport.run(on: database, from: 2, through: 4) { part += $0 } == 3)
    #expect(part == Array(lines[1...3].joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")])
  }
}
