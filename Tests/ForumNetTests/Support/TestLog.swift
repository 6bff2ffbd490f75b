import ForumNet
import Synchronization

/// A log as far as a ring's readers need one: numbered frames, kept for ever.
final class TestLog: Sendable {
  static let ring = RingKey(topic: "numbers", variant: "plain")

  /// What follows each number, to make frames large.
  let padding: Int
  private let head = Mutex<Int64>(0)

  init(padding: Int = 0) { self.padding = padding }

  func text(_ position: Int64) -> String { "\(position) " + String(repeating: ".", count: padding) }
  func frame(_ position: Int64) -> SharedBytes { WebSocketFrames.text(text(position)) }
  var last: Int64 { head.withLock { $0 } }

  /// Appends so many numbers and publishes them to every loop, as a hub would.
  func append(_ count: Int64, to loops: [LoopHandle]) {
    head.withLock { head in
      let frames = (1...count).map { RingFrame(ring: Self.ring, position: head + $0, bytes: frame(head + $0)) }
      head += count
      for loop in loops { loop.publish(frames) }
    }
  }
}

/// Subscribes every connection to the one ring from the position in its context, and feeds those who fell behind from the log.
final class FeedEndpoint: SocketEndpoint {
  private static let perFeed: Int64 = 50

  let log: TestLog
  private let workers: WorkerPool
  let fallen = Atomic(0)
  let opened = Atomic(0)
  let closed = Atomic(0)

  init(log: TestLog, workers: WorkerPool) {
    self.log = log
    self.workers = workers
  }

  func opened(_ id: ConnectionID, context: any Sendable, on loop: Loop) {
    opened.add(1, ordering: .relaxed)
    loop.join(id, ring: TestLog.ring, after: context as? Int64 ?? 0)
  }

  func received(_ message: SocketMessage, from id: ConnectionID, on loop: Loop) {}
  func closed(_ id: ConnectionID, on loop: Loop) { closed.add(1, ordering: .relaxed) }

  func fellBehind(_ id: ConnectionID, ring: RingKey, after position: Int64, on loop: Loop) {
    fallen.add(1, ordering: .relaxed)
    // As in the server: read elsewhere, come back with the frames.
    Task(executorPreference: workers) { [log, handle = loop.handle] in
      let end = min(log.last, position + Self.perFeed)
      let frames = position < end ? (position + 1...end).map { log.frame($0) } : []
      handle.run { loop in
        for frame in frames { loop.send(frame, to: id) }
        loop.join(id, ring: ring, after: end)
      }
    }
  }
}
