import Foundation
import Testing

@testable import ForumCore

/// What every engine promises.
@Suite struct DatabaseTests {
  private func withTable(_ engine: Engine, _ body: (any Database, TestDatabase) throws -> Void) throws {
    let test = try TestDatabase(engine)
    let database = try test.open()
    defer { database.close() }
    try database.script(
      "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, word TEXT, bytes \(engine == .sqlite ? "BLOB" : "BYTEA"))")
    try body(database, test)
  }

  @Test(arguments: Engine.allCases)
  func `values come back as they went in`(_ engine: Engine) throws {
    try withTable(engine) { database, _ in
      let long = [UInt8]((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      let values: [(Int64, String?, [UInt8]?)] = [
        (0, nil, nil), (.max, "", []), (.min, "Școală „ț” 😀 'x' \\ \u{1}", [0, 1, 255, 0]), (1, "1", [0x31]),
        (2, String(repeating: "ă", count: 70_000), long),
      ]
      for (id, word, bytes) in values {
        #expect(try database.run("INSERT INTO things VALUES ($1, $2, $3)", [.integer(id), SQLValue(word), SQLValue(bytes)]) == 1)
      }
      for (id, word, bytes) in values {
        let found = try #require(
          try database.row("SELECT word, bytes, id FROM things WHERE id = $1", [.integer(id)]) { row in
            (row.textOrNil(0), row.blobOrNil(1), row.int(2))
          })
        #expect(found.0 == word)
        #expect(found.1 == bytes)
        #expect(found.2 == id)
      }
      #expect(try database.row("SELECT id FROM things WHERE id = 77", []) { $0.int(0) } == nil)
      #expect(try database.rows("SELECT id FROM things ORDER BY id") { $0.int(0) } == [.min, 0, 1, 2, .max])
    }
  }

  @Test(arguments: Engine.allCases)
  func `a parameter is bound by its number, wherever and however often it stands`(_ engine: Engine) throws {
    try withTable(engine) { database, _ in
      try database.run("INSERT INTO things (word, id) VALUES ($2, $1)", [5, "five"])
      #expect(
        try database.text(
          "SELECT word FROM things WHERE word = $2 AND id = $1 AND id + 0 = $1 AND word <> $3", [5, "five", "six"])
          == "five")
      #expect(try database.integer("SELECT count(*) FROM things WHERE word = $1" + " AND id > $2", ["five", 4]) == 1)
    }
  }

  @Test(arguments: Engine.allCases)
  func `sums, counts and truths are whole numbers`(_ engine: Engine) throws {
    try withTable(engine) { database, _ in
      for id: Int64 in [1, 20_000, 300_000_000, -5] { try database.run("INSERT INTO things (id) VALUES ($1)", [.integer(id)]) }
      #expect(try database.integer("SELECT sum(id) FROM things") == 300_019_996)
      #expect(try database.integer("SELECT sum(id) FROM things WHERE id < 0") == -5)
      #expect(try database.integer("SELECT sum(id) - 300019996 FROM things") == 0)
      #expect(try database.integer("SELECT sum(id) FROM things WHERE id = 20000") == 20_000)
      #expect(try database.integer("SELECT sum(id) FROM things WHERE id = 0") == nil)
      #expect(try database.integer("SELECT count(*) FROM things") == 4)
      #expect(try database.row("SELECT 1 = 1, 1 = 2") { [$0.bool(0), $0.bool(1)] } == [true, false])
      #expect(try database.run("UPDATE things SET word = 'x' WHERE id > 0") == 3)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a statement may be used again while its rows are read`(_ engine: Engine) throws {
    try withTable(engine) { database, _ in
      for id: Int64 in 1...3 { try database.run("INSERT INTO things (id) VALUES ($1)", [.integer(id)]) }
      func ids() throws -> [Int64] { try database.rows("SELECT id FROM things ORDER BY id") { $0.int(0) } }
      var nested: [[Int64]] = []
      try database.each("SELECT id FROM things ORDER BY id", []) { _ in
        nested.append(try database.rows("SELECT id FROM things ORDER BY id") { $0.int(0) })
        return nested.count < 2
      }
      #expect(nested == [[1, 2, 3], [1, 2, 3]])
      #expect(try ids() == [1, 2, 3])
    }
  }

  private struct Stop: Error {}

  @Test(arguments: Engine.allCases)
  func `a transaction that throws leaves nothing`(_ engine: Engine) throws {
    try withTable(engine) { database, _ in
      #expect(throws: Stop.self) {
        try database.transaction(.write) {
          try database.run("INSERT INTO things (id) VALUES (1)")
          throw Stop()
        }
      }
      #expect(!database.isInTransaction)
      #expect(try database.integer("SELECT count(*) FROM things") == 0)
      try database.transaction(.write) { try database.run("INSERT INTO things (id) VALUES (2)") }
      #expect(try database.integer("SELECT id FROM things") == 2)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a failed statement is a value of the closed list, without what was bound`(_ engine: Engine) throws {
    try withTable(engine) { database, _ in
      try database.run("INSERT INTO things (id) VALUES (1)")
      do throws(DatabaseError) {
        try database.run("INSERT INTO things (id, word) VALUES ($1, $2)", [1, "secret"])
        Issue.record("the second row was taken")
      } catch {
        guard case .constraint = error else {
          Issue.record("\(error)")
          return
        }
        #expect(!"\(error)".contains("secret"))
      }
      do throws(DatabaseError) {
        try database.run("SELECT word FROM nowhere WHERE x = $1", ["secret"])
        Issue.record("there is no such table")
      } catch {
        guard case .other(_, let text) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(text.contains("nowhere"))
        #expect(!text.contains("secret"))
      }
    }
  }

  @Test(arguments: Engine.allCases)
  func `a reader sees one state until its transaction ends, and cannot write`(_ engine: Engine) throws {
    try withTable(engine) { database, test in
      let reader = try test.open(.reader)
      defer { reader.close() }
      try reader.begin(.read)
      #expect(try reader.integer("SELECT count(*) FROM things") == 0)
      try database.run("INSERT INTO things (id) VALUES (1)")
      #expect(try reader.integer("SELECT count(*) FROM things") == 0)
      try reader.commit()
      #expect(try reader.integer("SELECT count(*) FROM things") == 1)
      #expect(throws: DatabaseError.self) { try reader.run("INSERT INTO things (id) VALUES (2)") }
    }
  }

  @Test func `a server that keeps the connection and says nothing is given up`() throws {
    let place = try TestDatabase(.postgres)
    guard case .postgres(let url) = place.location else { throw CancellationError() }
    let database = try PostgresDatabase(url: url, use: .reader, patience: 0.5)
    defer { database.close() }
    let watch = ContinuousClock()
    let start = watch.now
    func sleep() throws { _ = try database.rows("SELECT CAST(pg_sleep(20) AS TEXT)") { $0.text(0) } }
    #expect(throws: DatabaseError.unavailable("the database did not answer in time")) { try sleep() }
    #expect(try database.integer("SELECT count(*) FROM pg_database WHERE false") == 0, "on a new connection")
    // Inside a transaction nothing goes on as if it were whole.
    #expect(throws: DatabaseError.self) {
      try database.transaction(.read) {
        try? sleep()
        _ = try database.integer("SELECT count(*) FROM pg_database WHERE false")
      }
    }
    #expect(try database.integer("SELECT count(*) FROM pg_database WHERE false") == 0)
    #expect(watch.now - start < .seconds(10))
  }

  @Test func `a lost connection is told of, not used inside its transaction, and made anew after it`() throws {
    let test = try TestDatabase(.postgres)
    let database = try test.open(.writer)
    let other = try test.open()
    defer {
      database.close()
      other.close()
    }
    func cut() throws {
      let process = try #require(try database.integer("SELECT pg_backend_pid()"))
      try other.run("SELECT pg_terminate_backend(CAST($1 AS INTEGER))", [.integer(process)])
      while try other.integer("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", [.integer(process)]) != 0 {}
    }
    try database.begin(.write)
    try cut()
    for _ in 1...2 {
      do {
        _ = try database.integer("SELECT 1")
        Issue.record("the connection was cut")
      } catch DatabaseError.unavailable {}
    }
    database.rollback()
    #expect(try database.integer("SELECT 1") == 1)
    try cut()
    #expect(throws: DatabaseError.self) { try database.integer("SELECT 1") }
    #expect(try database.integer("SELECT 1") == 1)
  }

  @Test func `a commit of a failed transaction is an error`() throws {
    let test = try TestDatabase(.postgres)
    let database = try test.open(.writer)
    defer { database.close() }
    try database.begin(.write)
    #expect(throws: DatabaseError.self) { try database.run("SELECT 1 / 0") }
    #expect(throws: DatabaseError.self) { try database.commit() }
    database.rollback()
    #expect(try database.integer("SELECT 1") == 1)
  }

  @Test func `two writers of one file wait for each other`() throws {
    try withTable(.sqlite) { database, test in
      try database.begin(.write)
      let other = try test.open(.writer)
      defer { other.close() }
      try other.script("PRAGMA busy_timeout = 10")
      #expect(throws: DatabaseError.busy) { try other.begin(.write) }
      try database.commit()
      try other.begin(.write)
      try other.commit()
    }
  }

  @Test func `a full disk is told apart`() throws {
    try withTable(.sqlite) { database, _ in
      let pages = try #require(try database.integer("PRAGMA page_count"))
      try database.script("PRAGMA max_page_count = \(pages + 2)")
      #expect(throws: DatabaseError.diskFull) {
        try database.run("INSERT INTO things (id, bytes) VALUES (1, $1)", [.blob([UInt8](repeating: 7, count: 100_000))])
      }
      #expect(try database.integer("SELECT count(*) FROM things") == 0)
      try database.script("PRAGMA max_page_count = 100000")
      try database.run("INSERT INTO things (id, bytes) VALUES (1, $1)", [.blob([UInt8](repeating: 7, count: 100_000))])
    }
  }

  @Test func `a file that is no database is told apart`() throws {
    let test = try TestDatabase(.sqlite)
    guard case .folder(let folder) = test.location else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try String(repeating: "this is no database ", count: 100).write(
      toFile: folder + "/forum.sqlite", atomically: true, encoding: .utf8)
    do {
      _ = try test.open(.writer)
      Issue.record("it was opened")
    } catch DatabaseError.corrupt {}
  }
}
