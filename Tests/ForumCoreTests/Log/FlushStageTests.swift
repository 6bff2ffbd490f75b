import Dispatch
import Foundation
import Synchronization
import Testing

@testable import ForumCore

/// On SQLite, where a commit is not durable by itself.
@Suite struct FlushStageTests {
  private final class Told: Sendable {
    let heads = Mutex<[Position]>([])
    let isDurable = Mutex(false)
  }

  /// A ledger whose flushes wait at a gate, with two commands under way: the first is being flushed, the second is committed and visible.
  private func withTwoUnderWay(
    _ plan: FaultPlan = FaultPlan(), _ body: (Ledger, FlushGate, [Task<Position?, Never>]) async throws -> Void
  ) async throws {
    let test = try TestDatabase(.sqlite)
    try test.migrateLog()
    let gate = FlushGate()
    let ledger = try Ledger(projector: NoteProjector()) { () throws(DatabaseError) in
      FailingDatabase(try test.location.open(.writer), plan, gate: gate)
    }
    // The first is held in its decision until the second waits, so that its flush is left to the other thread.
    let firstDecides = DispatchSemaphore(value: 0)
    let secondWaits = DispatchSemaphore(value: 0)
    let first = Task {
      try? await ledger.execute(
        TestCommand { _ in
          firstDecides.signal()
          secondWaits.wait()
          return .success(Decision([.taken("first")]))
        }
      ).position
    }
    try await onOwnThread { firstDecides.wait() }
    let second = Task { try? await ledger.execute(TestCommand.take("second")).position }
    try await onOwnThread {
      while ledger.waiting == 0 { usleep(1_000) }
      secondWaits.signal()
      gate.waitForFlush()
      let database = try test.open(.reader)
      defer { database.close() }
      while try EventLog.head(in: database).position < 2 { usleep(1_000) }
    }
    try await body(ledger, gate, [first, second])
    try await onOwnThread { ledger.close() }
    let database = try test.open()
    defer { database.close() }
    #expect(try LogCheck.run(on: database).faults == [])
    #expect(try database.integer("SELECT count(*) FROM log") == 2)
  }

  @Test func `the next batch is decided while the disk takes the last, and nothing is told before`() async throws {
    try await withTwoUnderWay { ledger, gate, tasks in
      let told = Told()
      ledger.observe { head in told.heads.withLock { $0.append(head) } }
      ledger.whenDurable { told.isDurable.withLock { $0 = true } }
      #expect(ledger.head == 0)
      #expect(!told.isDurable.withLock { $0 })
      gate.open(2)
      #expect(await tasks[0].value == 1)
      #expect(await tasks[1].value == 2)
      #expect(told.heads.withLock { $0 } == [1, 2])
      #expect(told.isDurable.withLock { $0 })
    }
  }

  @Test func `after a flush that failed, all that is under way is looked up and brought on disk before it is acknowledged`()
    async throws
  {
    // Nothing else is counted: the plan is met by the first flush.
    let plan = FaultPlan(failing: 1, flushesOnly: true)
    try await withTwoUnderWay(plan) { ledger, gate, tasks in
      gate.open(2)
      #expect(await tasks[0].value == 1)
      #expect(await tasks[1].value == 2)
      #expect(plan.hasFailed)
      #expect(ledger.head == 2)
    }
  }
}
