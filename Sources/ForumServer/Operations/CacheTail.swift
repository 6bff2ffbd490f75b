import ForumCore
import ForumNet

/// Tells the page cache what the log says: after each commit it reads the topics that spoke. One task on the worker pool.
final class CacheTail: Sendable {
  private let task: Task<Void, Never>
  private let signals: AsyncStream<Void>.Continuation

  /// Rows read at once.
  private static let slice = 1_000
  /// Between two attempts to read a log that cannot be read.
  private static let faultPause = Duration.milliseconds(200)

  init(forum: Forum, cache: PageCache, workers: WorkerPool, log: OperationsLog) {
    // One signal waiting is as good as many: what is read is everything up to the head.
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    signals = continuation
    task = Task(executorPreference: workers) {
      for await _ in stream {
        var isFirst = true
        while !Task.isCancelled {
          do {
            try Self.catchUp(forum, cache)
            break
          } catch {
            // Until it succeeds pages are rendered anew: the cache answers only what it knows to be true.
            if isFirst { log.write(.warning, "cache-tail-failed") }
            isFirst = false
            try? await Task.sleep(for: Self.faultPause)
          }
        }
      }
    }
    forum.observeCommits { _ in continuation.yield() }
    continuation.yield()
  }

  func stop() async {
    signals.finish()
    task.cancel()
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
