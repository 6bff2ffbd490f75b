import ForumWire
import Synchronization

/// What a server's loops share; nothing of it changes but counts.
final class ServerCore: Sendable {
  /// How long the request that a worker took up last had waited for one, in nanoseconds.
  private let lastWait = Atomic<Int64>(0)
  let options: ServerOptions
  let service: any Service
  let workers: WorkerPool
  let census = ConnectionCensus()
  let counters = ServerCounters()

  init(options: ServerOptions, service: any Service, workers: WorkerPool) {
    self.options = options
    self.service = service
    self.workers = workers
  }

  /// A request is given to a handler; false when as many as may are at work, or when it would wait too long for a worker: the newest
  /// are sent away, so that those who were let in are answered in time.
  func begin() -> Bool {
    let running = counters.running.add(1)
    let isPrompt = !isTooLong(lastWait.load(ordering: .relaxed))
    if running <= (isPrompt ? options.maximumRunningRequests : options.freeRunningRequests) { return true }
    finish()
    return false
  }

  /// Whether a request has waited longer for a worker than any should.
  func isTooLong(_ nanoseconds: Int64) -> Bool { Double(nanoseconds) >= options.longestWait * 1e9 }

  /// What sends a request away: 503, and when to come again.
  func overloadResponse() -> Response {
    var response = service.responseWhenOverloaded()
    response.fields.set("Retry-After", String(options.retryAfter))
    return response
  }

  /// A worker has taken up a request that had waited so long.
  func took(afterNanoseconds wait: Int64) { lastWait.store(wait, ordering: .relaxed) }

  /// A handler's answer has come.
  func finish() { counters.running.add(-1) }

  /// Counts bytes of a body that are to be kept; false, and nothing counted, when there is no room for them.
  func keep(_ bytes: Int) -> Bool {
    if counters.bodyBytes.add(bytes) <= options.bodyBytes { return true }
    letGo(bytes)
    return false
  }

  /// Bytes of a body are kept no longer.
  func letGo(_ bytes: Int) { if bytes > 0 { counters.bodyBytes.add(-bytes) } }
}
