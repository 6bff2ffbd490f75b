import Synchronization

/// Whether the client of a request still waits for its answer: noted by the loop, looked at by the worker that takes the request up, so
/// that no handler begins to work for nobody. One for each request that a handler answers; any thread.
final class Asker: Sendable {
  private let gone = Atomic(false)
  private let ended = Atomic(false)

  /// Its connection is closed: nothing can be told to it any more.
  var isGone: Bool { gone.load(ordering: .relaxed) }
  /// It has ended its side: it has left, or it sends nothing more and still listens. Only writing to it would tell which.
  var hasEnded: Bool { ended.load(ordering: .relaxed) }

  func leave() { gone.store(true, ordering: .relaxed) }
  func end() { ended.store(true, ordering: .relaxed) }
}
