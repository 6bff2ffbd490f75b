import Foundation

/// Work beside the test, on a thread of its own, until it is done or throws: a client's other half, a publisher.
final class Background {
  private struct Work: @unchecked Sendable {  // what it uses is used by the test in another way: one reads, the other writes
    let body: () throws -> Void
  }

  private let done = DispatchSemaphore(value: 0)

  init(_ body: @escaping () throws -> Void) {
    let work = Work(body: body)
    Thread.detachNewThread { [done] in
      try? work.body()
      done.signal()
    }
  }

  /// Waits for the end.
  func stop() { done.wait() }
}
