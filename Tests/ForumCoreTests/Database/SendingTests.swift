import Testing

@testable import ForumCore

/// Statements whose answers nobody waits for.
@Suite struct SendingTests {
  private func withTable(_ engine: Engine, _ body: (any Database, TestDatabase) throws -> Void) throws {
    let test = try TestDatabase(engine)
    let database = try test.open(.writer)
    defer { database.close() }
    try database.script("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, word TEXT)")
    try body(database, test)
  }

  private static let insert: SQL = "INSERT INTO things (id, word) VALUES ($1, $2)"
  private static let count: SQL = "SELECT count(*) FROM things"

  @Test(arguments: Engine.allCases)
  func `what is sent is done in its order, before whatever is asked after it`(_ engine: Engine) throws {
    try withTable(engine) { database, _ in
      let long = String(repeating: "ț", count: 10_000)
      try database.transaction(.write) {
        // More, and more bytes, than any buffer between here and there holds.
        for id: Int64 in 1...700 { try database.send(Self.insert, [.integer(id), .text(long)]) }
        #expect(try database.integer(Self.count) == 700)
        try database.send("UPDATE things SET word = 'a' WHERE id = 1", [])
        try database.send("UPDATE things SET word = word || 'b' WHERE id = 1", [])
        #expect(try database.run("UPDATE things SET word = word || 'c' WHERE id <= 3") == 3)
        try database.send("UPDATE things SET word = word || 'd' WHERE id = 1", [])
      }
      #expect(try database.text("SELECT word FROM things WHERE id = 1") == "abcd")
      // Outside a transaction it is done when the call returns.
      try database.send("DELETE FROM things WHERE id > 1", [])
      #expect(try database.integer(Self.count) == 1)
    }
  }

  @Test(arguments: Engine.allCases)
  func `each of many answers for itself`(_ engine: Engine) throws {
    try withTable(engine) { database, _ in
      for id: Int64 in stride(from: 0, to: 900, by: 3) { try database.run(Self.insert, [.integer(id), "x"]) }
      let ids = (0..<900).map { Int64($0) }
      let update: SQL = "UPDATE things SET word = word || 'y' WHERE id = $1"
      try database.transaction(.write) {
        try database.send(Self.insert, [1, "x"])
        let counts = try database.run(update, forEach: ids.map { [.integer($0)] })
        #expect(counts == ids.map { $0 % 3 == 0 || $0 == 1 ? 1 : 0 })
        #expect(try database.run(update, forEach: []) == [])
      }
      #expect(try database.run(update, forEach: [[0], [2]]) == [1, 0])
      #expect(throws: DatabaseError.self) {
        try database.transaction(.write) { _ = try database.run(Self.insert, forEach: [[2000, "a"], [0, "b"], [2001, "c"]]) }
      }
      #expect(try database.integer("SELECT count(*) FROM things WHERE word = 'xy' AND id > 0") == 300)
      #expect(try database.integer(Self.count) == 301)
    }
  }

  enum Ending: CaseIterable { case asks, runs, sends, settles, commits }

  @Test(arguments: Engine.allCases, Ending.allCases)
  func `a fault in what was sent is told before the commit, and nothing of the transaction stays`(
    _ engine: Engine, _ ending: Ending
  ) throws {
    try withTable(engine) { database, _ in
      try database.send(Self.insert, [1, "one"])
      do {
        try database.transaction(.write) {
          try database.send(Self.insert, [2, "two"])
          try database.send(Self.insert, [1, "again"])
          try database.send(Self.insert, [3, "three"])
          switch ending {
          case .asks: _ = try database.integer(Self.count)
          case .runs: try database.run("DELETE FROM things")
          case .sends: for id: Int64 in 4...1_000 { try database.send(Self.insert, [.integer(id), "more"]) }
          case .settles: try database.settle()
          case .commits: break
          }
          if ending != .commits { Issue.record("the fault was not told") }
        }
        Issue.record("the transaction was committed")
      } catch DatabaseError.constraint {}
      #expect(try database.integer(Self.count) == 1)
      // What is under way when a transaction is given up goes with it.
      try database.begin(.write)
      try database.send(Self.insert, [5, "five"])
      database.rollback()
      #expect(try database.integer(Self.count) == 1)
    }
  }

  @Test func `a connection that is cut under what was sent is told of, and made anew`() throws {
    try withTable(.postgres) { database, test in
      let other = try test.open()
      defer { other.close() }
      let process = try #require(try database.integer("SELECT pg_backend_pid()"))
      try database.begin(.write)
      for id: Int64 in 1...10 { try database.send(Self.insert, [.integer(id), "x"]) }
      try other.run("SELECT pg_terminate_backend(CAST($1 AS INTEGER), 5000)", [.integer(process)])
      do {
        try database.commit()
        Issue.record("the connection was cut")
      } catch DatabaseError.unavailable {}
      database.rollback()
      #expect(try database.integer(Self.count) == 0)
      try database.transaction(.write) { try database.send(Self.insert, [1, "x"]) }
      #expect(try database.integer(Self.count) == 1)
    }
  }
}
