import Testing

@testable import ForumCore

struct LedgerQueueTests {
  private let queue = LedgerQueue()
  private let start = ContinuousClock.now

  /// Why a command that comes so many milliseconds after the start is not taken in; nil when it waits now.
  private func add(at milliseconds: Int = 0) -> CommandFailure? {
    queue.add(
      LedgerJob(command: TestCommand.take("x"), id: .once, since: start + .milliseconds(milliseconds)) { _ in })
  }

  @Test func `a burst is taken in, up to what may wait`() {
    for _ in 0..<Ledger.maximumWaiting { #expect(add() == nil) }
    #expect(add() == .overloaded(retryAfter: 1))
    #expect(queue.take(atMost: 10, waitingMilliseconds: 0)?.count == 10)
    #expect(add() == nil)
  }

  @Test func `while the first have waited long, new commands are told to come again`() {
    for _ in 0..<Ledger.maximumBatch { #expect(add() == nil) }
    #expect(add(at: 75) == nil)
    #expect(add(at: 76) == .overloaded(retryAfter: 1))
    #expect(queue.take(atMost: Ledger.maximumBatch, waitingMilliseconds: 0)?.count == Ledger.maximumBatch)
    #expect(add(at: 150) == nil, "the next batch takes all that wait")
  }

  @Test func `a slow disk makes nobody come again whom the next batch takes`() {
    for _ in 1..<Ledger.maximumBatch { #expect(add() == nil) }
    #expect(add(at: 60_000) == nil)
    #expect(add(at: 60_000) == .overloaded(retryAfter: 1))
  }

  // MARK: Flushes

  @Test func `while a flush is under way commands gather until they are as many as it carries`() async throws {
    queue.flushing(3)
    for _ in 0..<2 { #expect(add() == nil) }
    let queue = queue
    async let taken = onOwnThread { queue.take(atMost: 10, waitingMilliseconds: 0)?.count }
    #expect(add() == nil)
    #expect(try await taken == 3)
  }

  @Test func `what gathers goes on when the flush has ended`() {
    queue.flushing(3)
    #expect(add() == nil)
    queue.flushed(failed: false)
    #expect(queue.take(atMost: 10, waitingMilliseconds: 0)?.count == 1)
  }

  @Test func `one batch waits behind a flush, never two`() async throws {
    queue.flushing(1)
    queue.batchWaits()
    for _ in 0..<5 { #expect(add() == nil) }
    let queue = queue
    async let taken = onOwnThread { queue.take(atMost: 10, waitingMilliseconds: 0)?.count }
    queue.flushed(failed: false)
    queue.flushing(1)
    #expect(try await taken == 5)
  }

  @Test func `a flush that failed is told before anything else is taken`() {
    #expect(add() == nil)
    queue.flushing(1)
    queue.flushed(failed: true)
    #expect(queue.take(atMost: 10, waitingMilliseconds: 0)?.isEmpty == true)
    #expect(queue.take(atMost: 10, waitingMilliseconds: 0)?.count == 1)
  }
}
