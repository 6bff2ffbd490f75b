import Synchronization
import Testing

@testable import ForumCore

/// A wall clock that somebody sets forward and back.
private final class JumpingClock: Sendable {
  private let moment: Mutex<Instant>
  init(_ moment: Instant) { self.moment = Mutex(moment) }
  var now: Instant { moment.withLock { $0 } }
  func set(_ moment: Instant) { self.moment.withLock { $0 = moment } }
}

@Suite struct LedgerClockTests {
  @Test(arguments: Engine.allCases)
  func `a clock that jumps forward and back changes no order`(_ engine: Engine) async throws {
    let test = try TestDatabase(engine)
    try test.migrateLog()
    let start = Instant(microseconds: 1_790_000_000_000_000)
    // Hours and years both ways, steps of seconds around the ten that are pulled up, and a clock that stands.
    let jumps: [Int64] = [0, 5, -3_600, 3, -9, -9, 31_536_000, -31_536_000, 0, 0, -11, -10, 86_400, -86_395, 1, -1]
    var moments: [Instant] = []
    for round in 0..<6 { moments += jumps.map { start.adding(seconds: $0 + Int64(round)) } }
    let clock = JumpingClock(start)
    let ledger = try Ledger(location: test.location, projector: NoteProjector(), clock: { clock.now })
    let first = try await ledger.execute(TestCommand.take("0")).position
    var positions = [first]
    for number in 1...30 {
      // An idle ledger asks for the time too, so that the clock is set and does not run.
      clock.set(moments[number])
      positions.append(
        try await ledger.execute(number % 3 == 0 ? TestCommand.edit(first, "\(number)") : TestCommand.take("\(number)")).position)
    }
    ledger.close()
    #expect(positions == Array(first..<first + 31))
    let database = try test.open()
    defer { database.close() }
    #expect(try LogCheck.run(on: database).faults == [])
    let entries = try EventLog.entries(after: 0, limit: 100, in: database)
    #expect(entries.map(\.position) == positions)
    // Back by at most ten seconds is pulled up; further back is believed, and is no order.
    #expect(zip(entries, entries.dropFirst()).contains { $1.at < $0.at })
    for (before, after) in zip(entries, entries.dropFirst()) {
      #expect(after.at >= before.at || before.at.microseconds - after.at.microseconds > 10_000_000)
    }
    #expect(try EventLog.entries(of: Stream(.note, first), in: database).map(\.version) == Array(1...11))
  }
}
