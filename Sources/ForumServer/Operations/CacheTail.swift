import ForumCore
import ForumNet

/// Tells the page cache what the log says: after each commit it reads the topics that spoke. One task on the worker pool.
final class CacheTail: Sendable {
  private let task: Task<Void, Never>
  private let signals: AsyncStream<Void>.Continuation

  /// Rows read at once.
  private static let slice = 1_000

  init(forum: Forum, cache: PageCache, workers: WorkerPool, log: OperationsLog) {
    // One signal waiting is as good as many: what is read is everything up to the head.
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    signals = continuation
    task = Task(executorPreference: workers) {
      for await _ in stream {
        do {
          try Self.catchUp(forum, cache)
        } catch {
          // Until it succeeds pages are rendered anew: the cache answers only what it knows to be true.
          log.write(.warning, "cache-tail-failed")
        }
      }
    }
    forum.observeCommits { _ in continuation.yield() }
    continuation.yield()
  }

  func stop() async {
    signals.finish()
    await task.value
  }

  private static func catchUp(_ forum: Forum, _ cache: PageCache) throws {
    while true {
      let seen = cache.seen
      let (rows, position) = try forum.read { reader in (try reader.events(after: seen, limit: slice), try reader.position) }
      guard rows.count >= slice, let last = rows.last?.event.position else {
        cache.advance(rows, to: position)
        return
      }
      cache.advance(rows, to: last)
    }
  }
}
