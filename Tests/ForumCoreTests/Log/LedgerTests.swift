import Foundation
import Testing

@testable import ForumCore

@Suite struct LedgerTests {
  /// A migrated database, a ledger over it, and afterwards a check that finds nothing.
  private func withLedger(_ engine: Engine, _ body: (Ledger, TestDatabase, any Database) async throws -> Void) async throws {
    let test = try TestDatabase(engine)
    try test.migrateLog()
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    let database = try test.open()
    do {
      try await body(ledger, test, database)
      ledger.close()
    } catch {
      ledger.close()
      throw error
    }
    #expect(try LogCheck.run(on: database).faults == [])
    database.close()
  }

  @Test(arguments: Engine.allCases)
  func `a command is in the database when its receipt comes`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      #expect(ledger.head == 0)
      let before = Instant.now
      let receipt = try await ledger.execute(TestCommand.take("Bună ziua", answer: [3, 4]))
      #expect(receipt == Receipt(position: 1, positions: [1], answer: [3, 4]))
      #expect(ledger.head == 1)
      let entry = try #require(try EventLog.entry(at: 1, in: database))
      #expect(entry.type == "note.taken.v1")
      #expect(entry.stream == Stream(.note, 1))
      #expect(entry.by == 7)
      #expect(entry.at >= before && entry.at <= Instant.now)
      #expect(try Contents.content("body", of: 1, in: database)?.text == "Bună ziua")
      #expect(try database.integer("SELECT length FROM notes WHERE id = 1") == 10)
      let edit = try await ledger.execute(TestCommand.edit(1, "Bună"))
      #expect(edit.positions == [2])
      #expect(try EventLog.entries(of: Stream(.note, 1), in: database).map(\.version) == [1, 2])
      #expect(try EventLog.entries(after: 1, limit: 5, in: database).map(\.position) == [2])
      #expect(try EventLog.head(in: database).position == 2)
    }
  }

  @Test(arguments: Engine.allCases)
  func `many clients at once get each position once`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      let positions = try await withThrowingTaskGroup(of: [Position].self) { group in
        for client in 0..<20 {
          group.addTask {
            var positions: [Position] = []
            for turn in 0..<25 {
              let receipt = try await ledger.execute(TestCommand.take("\(client) \(turn)"))
              positions += receipt.positions
            }
            return positions
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(positions.sorted() == Array(1...500))
      #expect(try database.integer("SELECT count(*) FROM notes") == 500)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a rejection writes nothing and leaves no gap`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      async let first = ledger.execute(TestCommand.take("one"))
      _ = try await first
      let id = CommandID(person: 7, key: "k", fingerprint: [1])
      await #expect(throws: CommandFailure.rejected(.threadLocked)) {
        try await ledger.execute(TestCommand { _ in .failure(.threadLocked) }, id: id)
      }
      // Not remembered: under the same key another command goes through.
      let second = try await ledger.execute(TestCommand.take("two"), id: CommandID(person: 7, key: "k", fingerprint: [2]))
      #expect(second.position == 2)
      #expect(!second.replayed)
      #expect(try database.integer("SELECT count(*) FROM log") == 2)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a command sent again under its key is answered, not repeated`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      let id = CommandID(person: 7, key: "k", fingerprint: [1])
      let first = try await ledger.execute(TestCommand.take("one", answer: [9]), id: id)
      var again = try await ledger.execute(TestCommand.take("one", answer: [9]), id: id)
      #expect(again.replayed)
      again.replayed = false
      #expect(again == first)
      await #expect(throws: CommandFailure.idempotencyMismatch) {
        try await ledger.execute(TestCommand.take("other"), id: CommandID(person: 7, key: "k", fingerprint: [2]))
      }
      // Keys are a person's own.
      #expect(
        try await ledger.execute(TestCommand.take("mine"), id: CommandID(person: 8, key: "k", fingerprint: [2])).position == 2)
      // And forgotten after a day.
      try database.run("UPDATE commands SET at = at - $1", [.integer(24 * 3_600 * 1_000_000 + 1)])
      #expect(
        try await ledger.execute(TestCommand.take("late"), id: CommandID(person: 7, key: "k", fingerprint: [3])).position == 3)
      #expect(try await ledger.execute(TestCommand.take("late"), id: CommandID(person: 7, key: "k", fingerprint: [3])).replayed)
    }
  }

  @Test(arguments: Engine.allCases)
  func `the same command sent many times at once happens once`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      let id = CommandID(person: 7, key: "k", fingerprint: [1])
      let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
        for _ in 0..<30 { group.addTask { try await ledger.execute(TestCommand.take("one"), id: id) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(receipts.filter { !$0.replayed }.count == 1)
      #expect(Set(receipts.map(\.position)) == [1])
      #expect(try database.integer("SELECT count(*) FROM log") == 1)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a command sees what those before it in its batch wrote`(_ engine: Engine) async throws {
    try await withLedger(engine) { (ledger, _, database) async throws -> Void in
      // One note only: whoever comes second is refused, in whatever batch.
      let once = TestCommand { context in
        let count = try context.database.integer("SELECT count(*) FROM notes") ?? 0
        return count == 0 ? .success(Decision([.taken("first")])) : .failure(.threadLocked)
      }
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<50 { group.addTask { (try? await ledger.execute(once)) != nil } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.filter(\.self).count == 1)
      #expect(try database.integer("SELECT count(*) FROM notes") == 1)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a decision knows the positions of its events, and records beside them`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      _ = try await ledger.execute(TestCommand.take("one"))
      let receipt = try await ledger.execute(
        TestCommand { context in
          let note = context.next
          return .success(
            Decision([.taken("two"), .edited(note, "three"), .edited(note, "four!")]) { context in
              try context.database.run("INSERT INTO ordinary (name, note) VALUES ('n', $1)", [.integer(context.next)])
            })
        })
      #expect(receipt.positions == [2, 3, 4])
      #expect(try database.integer("SELECT note FROM ordinary") == 2)
      #expect(try EventLog.entries(of: Stream(.note, 2), in: database).map(\.version) == [1, 2, 3])
      #expect(try database.row("SELECT length, edits FROM notes WHERE id = 2") { [$0.int(0), $0.int(1)] } == [5, 2])
      // Without events too.
      let quiet = try await ledger.execute(
        TestCommand { _ in
          .success(Decision(answer: [1]) { try $0.database.run("INSERT INTO ordinary (name, note) VALUES ('q', 0)") })
        })
      #expect(quiet == Receipt(position: 4, answer: [1]))
      #expect(try database.integer("SELECT count(*) FROM ordinary") == 2)
    }
  }

  @Test(arguments: Engine.allCases)
  func `a command that breaks a constraint fails alone`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      let blocker = Blocker()
      async let blocked = ledger.execute(blocker.command)
      await blocker.reached()
      // These wait together and become one batch.
      let outcomes = await withTaskGroup(of: (Int, CommandFailure?).self) { group in
        for number in 0..<10 {
          group.addTask {
            do throws(CommandFailure) {
              let command = TestCommand { _ in
                .success(
                  Decision([.taken("\(number)")]) { context in
                    let name = number == 4 ? "taken" : "name \(number)"
                    if number == 4 { try context.database.run("INSERT INTO ordinary (name, note) VALUES ('taken', 1)") }
                    try context.database.run("INSERT INTO ordinary (name, note) VALUES ($1, 1)", [.text(name)])
                  })
              }
              _ = try await ledger.execute(command)
              return (number, nil)
            } catch {
              return (number, error)
            }
          }
        }
        while ledger.waiting < 10 { await Task.yield() }
        blocker.release()
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      _ = try await blocked
      for number in 0..<10 where number != 4 { #expect(outcomes[number] == .some(nil)) }
      guard case .failed(.constraint)? = outcomes[4] ?? nil else {
        Issue.record("\(outcomes)")
        return
      }
      #expect(try database.integer("SELECT count(*) FROM log") == 9)
    }
  }

  @Test(arguments: Engine.allCases)
  func `two processes over one database take turns`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, test, database in
      let other = try Ledger(location: test.location, projector: NoteProjector())
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in [ledger, other] {
          for client in 0..<8 {
            group.addTask {
              for turn in 0..<15 {
                _ = try await writer.execute(
                  TestCommand.take("\(turn)"), id: CommandID(person: Position(client), key: "\(turn)", fingerprint: []))
              }
            }
          }
        }
        try await group.waitForAll()
      }
      other.close()
      // Each key came through both, and happened once.
      #expect(try database.integer("SELECT count(*) FROM log") == 8 * 15)
    }
  }

  @Test(arguments: Engine.allCases)
  func `observers hear of our commits and of another process's`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, test, _ in
      let heard = AsyncStream<Position>.makeStream()
      ledger.observe { heard.continuation.yield($0) }
      var positions = heard.stream.makeAsyncIterator()
      _ = try await ledger.execute(TestCommand.take("ours"))
      #expect(await positions.next() == 1)
      let other = try Ledger(location: test.location, projector: NoteProjector())
      _ = try await other.execute(TestCommand.take("theirs"))
      other.close()
      #expect(await positions.next() == 2)
      #expect(ledger.head == 2)
    }
  }

  @Test func `a clock that goes back a little is pulled up, and one that goes back far is believed`() async throws {
    try await withLedger(.sqlite) { ledger, _, database in
      _ = try await ledger.execute(TestCommand.take("one"))
      let soon = Instant.now.adding(seconds: 8)
      try database.run("UPDATE log_head SET at = $1", [SQLValue(soon)])
      _ = try await ledger.execute(TestCommand.take("two"))
      let second = try #require(try EventLog.entry(at: 2, in: database)?.at)
      // Equal, unless the machine was so busy that the moment has come meanwhile.
      if Instant.now < soon { #expect(second == soon) } else { #expect(second >= soon) }
      let far = Instant.now.adding(seconds: 600)
      try database.run("UPDATE log_head SET at = $1", [SQLValue(far)])
      _ = try await ledger.execute(TestCommand.take("three"))
      let third = try #require(try EventLog.entry(at: 3, in: database)?.at)
      #expect(third < far)
    }
  }

  @Test(arguments: Engine.allCases)
  func `an unknown type and a newer format are refused`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      await #expect(throws: CommandFailure.self) {
        try await ledger.execute(
          TestCommand { _ in .success(Decision([NewEvent(stream: Stream(.note), type: "note.lost.v1")])) })
      }
      try database.run("UPDATE log_head SET format = 2")
      await #expect(throws: CommandFailure.self) { try await ledger.execute(TestCommand.take("x")) }
      try database.run("UPDATE log_head SET format = 1")
      #expect(try await ledger.execute(TestCommand.take("x")).position == 1)
    }
  }

  @Test func `a ledger carries out what waits before it closes, and refuses what comes after`() async throws {
    let test = try TestDatabase(.sqlite)
    try test.migrateLog()
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    let blocker = Blocker()
    async let blocked = ledger.execute(blocker.command)
    await blocker.reached()
    async let waiting = ledger.execute(TestCommand.take("waits"))
    while ledger.waiting < 1 { await Task.yield() }
    blocker.release()
    let closing = Task.detached { ledger.close() }
    #expect(try await waiting.position == 1)
    _ = try await blocked
    await closing.value
    await #expect(throws: CommandFailure.unavailable) { try await ledger.execute(TestCommand.take("late")) }
  }

  @Test(arguments: Engine.allCases)
  func `the database itself refuses to change or delete an entry`(_ engine: Engine) async throws {
    try await withLedger(engine) { ledger, _, database in
      _ = try await ledger.execute(TestCommand.take("one"))
      #expect(throws: DatabaseError.self) { try database.run("UPDATE log SET type = 'x'") }
      #expect(throws: DatabaseError.self) { try database.run("DELETE FROM log") }
      switch engine {
      case .postgres: #expect(throws: DatabaseError.self) { try database.script("TRUNCATE log") }
      case .sqlite:
        #expect(throws: DatabaseError.self) { try database.run("REPLACE INTO log SELECT * FROM log") }
        #expect(throws: DatabaseError.self) {
          try database.run("INSERT INTO log SELECT position + 5, at, 'note/6', version, type, entry, leaf_hash FROM log")
        }
      }
      #expect(try database.integer("SELECT count(*) FROM log") == 1)
    }
  }
}

/// A command that holds the ledger's thread until it is released, so that a test can line others up behind it.
final class Blocker: Sendable {
  private let started = DispatchSemaphore(value: 0)
  private let go = DispatchSemaphore(value: 0)

  var command: TestCommand {
    TestCommand { [self] _ in
      started.signal()
      go.wait()
      return .success(Decision())
    }
  }

  func reached() async {
    await withCheckedContinuation { continuation in
      Foundation.Thread.detachNewThread { [self] in
        started.wait()
        continuation.resume()
      }
    }
  }

  func release() { go.signal() }
}
