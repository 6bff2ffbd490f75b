import Foundation

/// What it takes to come back to a thread after a position: each reader in turn subscribes and waits for so many of the events it missed.
struct ResumeBenchmark {
  let port: Int
  let thread: Int
  let after: Int
  let pids: [Int]
  let readers: Int
  let events: Int

  init(_ options: Options) throws {
    port = try options.number("port")
    thread = try options.number("thread")
    after = try options.number("after")
    pids = try options.pids()
    readers = try options.number("readers", 200)
    events = try options.number("events", 50)
  }

  func run() throws -> Measurement {
    // Whatever is loaded once is loaded.
    for _ in 0..<3 { _ = try resume() }
    let cpu = try Clock.cpu(of: pids)
    let start = Clock.now
    let times = try (0..<readers).map { _ in try resume() }.sorted()
    return Measurement(
      name: "resuming after \(after), \(events) events", operations: readers, seconds: Clock.now - start,
      cpuSeconds: try Clock.cpu(of: pids) - cpu,
      more: [("p50_ms", times[times.count / 2] * 1000), ("p99_ms", times[times.count * 99 / 100] * 1000)])
  }

  /// Seconds from the subscription to the last of the events.
  private func resume() throws -> Double {
    let reader = try Subscribers(1, port: port, thread: nil).readers[0]
    let start = Clock.now
    try reader.sendText(#"{"op":"subscribe","id":"1","topic":"threads/\#(thread)","as":"json","after":\#(after)}"#)
    var received = 0
    while received < events { try reader.read { _ in received += 1 } }
    return Clock.now - start
  }
}
