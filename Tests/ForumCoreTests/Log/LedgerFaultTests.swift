import Testing

@testable import ForumCore

/// The n-th call to the database fails, for every n: what was acknowledged is there once, and nothing is corrupt.
@Suite struct LedgerFaultTests {
  private static let clients = 4

  struct Case: Sendable, CustomTestStringConvertible {
    let engine: Engine
    let error: DatabaseError
    let place: FaultPlan.Place
    var testDescription: String { "\(engine) \(error) \(place)" }
  }

  private static let cases = Engine.allCases.flatMap { engine in
    [DatabaseError.diskFull, .unavailable("as planned"), .other(code: "0", "as planned")].flatMap { error in
      [FaultPlan.Place.before, .after].map { Case(engine: engine, error: error, place: $0) }
    }
  }

  @Test(arguments: cases)
  func `a call that fails never acknowledges what is not there and never doubles`(_ fault: Case) async throws {
    let test = try TestDatabase(fault.engine)
    try test.migrateLog()
    let database = try test.open()
    defer { database.close() }
    var number = 1
    while number < 200 {
      let plan = FaultPlan(failing: number, error: fault.error, place: fault.place)
      let ledger: Ledger
      do {
        ledger = try Ledger(projector: NoteProjector()) { () throws(DatabaseError) in
          FailingDatabase(try test.location.open(.writer), plan)
        }
      } catch {
        // Opening already reaches the database.
        number += 1
        continue
      }
      let round = number
      var acknowledged: [String: Position] = [:]
      var failed: [String] = []
      await withTaskGroup(of: (String, Position?).self) { group in
        for client in 0..<Self.clients {
          let key = "\(round)/\(client)"
          group.addTask { (key, try? await ledger.execute(TestCommand.take(key), id: Self.id(key)).position) }
        }
        for await (key, position) in group {
          if let position { acknowledged[key] = position } else { failed.append(key) }
        }
      }
      // Whoever was not answered sends again, and is served once.
      for key in failed { acknowledged[key] = try await ledger.execute(TestCommand.take(key), id: Self.id(key)).position }
      ledger.close()
      #expect(Set(acknowledged.values).count == Self.clients)
      for (key, position) in acknowledged {
        #expect(try Contents.content("body", of: position, in: database)?.text == key)
        #expect(try database.integer("SELECT count(*) FROM contents WHERE bytes = $1", [.blob(Array(key.utf8))]) == 1)
      }
      if !plan.hasFailed { break }
      number += 1
    }
    #expect(number > 10)
    #expect(number < 200)
    #expect(try LogCheck.run(on: database).faults == [])
  }

  private static func id(_ key: String) -> CommandID { CommandID(person: 1, key: key, fingerprint: []) }

  @Test(arguments: Engine.allCases, [1, 2, 3])
  func `a commit whose answer is lost is looked up, and acknowledged once`(_ engine: Engine, _ number: Int) async throws {
    let test = try TestDatabase(engine)
    try test.migrateLog()
    // The first commit is that of the opening check.
    let plan = FaultPlan(failing: number + 1, place: .after, commitsOnly: true)
    let ledger = try Ledger(projector: NoteProjector()) { () throws(DatabaseError) in
      FailingDatabase(try test.location.open(.writer), plan)
    }
    // Without a key: nobody could send it again, so that only the lookup keeps it from being doubled or denied.
    for turn in 1...3 { #expect(try await ledger.execute(TestCommand.take("\(turn)")).position == Position(turn)) }
    ledger.close()
    #expect(plan.hasFailed)
    let database = try test.open()
    defer { database.close() }
    #expect(try database.integer("SELECT count(*) FROM log") == 3)
    #expect(try LogCheck.run(on: database).faults == [])
  }

  @Test func `a disk that is really full refuses, reading goes on, and writing comes back by itself`() async throws {
    let test = try TestDatabase(.sqlite)
    try test.migrateLog()
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    let database = try test.open(.reader)
    func limit(_ pages: Int64) async throws {
      _ = try await ledger.execute(
        TestCommand { context in
          let now = try context.database.integer("PRAGMA page_count") ?? 0
          try context.database.script("PRAGMA max_page_count = \(now + pages)")
          return .success(Decision())
        })
    }
    let large = String(repeating: "x", count: 200_000)
    _ = try await ledger.execute(TestCommand.take("small"))
    try await limit(10)
    for _ in 1...3 {
      await #expect(throws: CommandFailure.diskFull) { try await ledger.execute(TestCommand.take(large)) }
      #expect(try database.integer("SELECT count(*) FROM log") == 1)
    }
    try await limit(1_000)
    #expect(try await ledger.execute(TestCommand.take(large)).position == 2)
    ledger.close()
    #expect(try LogCheck.run(on: database).faults == [])
    database.close()
  }

  @Test func `a ledger whose connection is cut goes on by itself`() async throws {
    let test = try TestDatabase(.postgres)
    try test.migrateLog()
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    let database = try test.open()
    defer { database.close() }
    let process = TestCommand { context in
      .success(Decision(answer: [try context.database.integer("SELECT pg_backend_pid()") ?? 0]))
    }
    for turn in 1...3 {
      let answer = try await ledger.execute(process).answer
      try database.run("SELECT pg_terminate_backend(CAST($1 AS INTEGER))", [.integer(answer[0])])
      #expect(try await ledger.execute(TestCommand.take("\(turn)")).position == Position(turn))
    }
    ledger.close()
    #expect(try LogCheck.run(on: database).faults == [])
  }

  @Test func `a log that does not end where its head says is not written to`() async throws {
    let test = try TestDatabase(.sqlite)
    try test.migrateLog()
    let database = try test.open()
    defer { database.close() }
    try database.run("UPDATE log_head SET position = 3, frontier = $1", [.blob([UInt8](repeating: 1, count: 64))])
    #expect(throws: DatabaseError.self) { try Ledger(location: test.location, projector: NoteProjector()) }
  }
}
