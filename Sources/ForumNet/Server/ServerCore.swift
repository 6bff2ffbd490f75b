/// What a server's loops share; nothing of it changes but counts.
final class ServerCore: Sendable {
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

  /// A handler begins; false when as many as may are at work.
  func begin() -> Bool {
    if counters.running.add(1) <= options.maximumRunningRequests { return true }
    finish()
    return false
  }

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
