import Dispatch
import Synchronization

/// What waits for the hub, and its bell. Any thread posts; the hub's thread takes.
final class HubMailbox: Sendable {
  private struct Box {
    var requests: [HubRequest] = []
    var isStopped = false
  }

  private let box = Mutex(Box())
  private let isRung = Atomic(false)
  private let bell = DispatchSemaphore(value: 0)

  func post(_ request: HubRequest) {
    box.withLock { $0.requests.append(request) }
    ring()
  }

  /// Wakes the hub: there is something in the box, or in the log.
  func ring() {
    if !isRung.exchange(true, ordering: .acquiringAndReleasing) { bell.signal() }
  }

  func stop() {
    box.withLock { $0.isStopped = true }
    ring()
  }

  /// Waits for the bell, at most so long. Whatever was rung for before it returns is seen by the `take` that follows.
  func wait(seconds: Double) {
    if bell.wait(timeout: .now() + .microseconds(Int(seconds * 1e6))) == .success {
      isRung.store(false, ordering: .releasing)
    }
  }

  /// Takes at most `limit` requests, oldest first; nil once stopped.
  func take(_ limit: Int) -> [HubRequest]? {
    box.withLock { box in
      if box.isStopped { return nil }
      guard box.requests.count > limit else {
        defer { box.requests = [] }
        return box.requests
      }
      let taken = Array(box.requests.prefix(limit))
      box.requests.removeFirst(limit)
      return taken
    }
  }

  /// Puts back what could not be done, before what has come since.
  func putBack(_ requests: [HubRequest]) { box.withLock { $0.requests.insert(contentsOf: requests, at: 0) } }

  var isEmpty: Bool { box.withLock { $0.requests.isEmpty } }
}
