import Foundation

/// What subscribers cost that only wait: the handshake with its subscription, memory, and CPU while heartbeats come and go.
struct IdleBenchmark {
  let port: Int
  /// Nil: the handshake alone, nothing is subscribed to.
  let thread: Int?
  let pids: [Int]
  let subscribers: Int
  let seconds: Int

  init(_ options: Options) throws {
    port = try options.number("port")
    thread = options.has("thread") ? try options.number("thread") : nil
    pids = try options.pids()
    subscribers = try options.number("subscribers", 10_000)
    seconds = try options.number("seconds", 70)
  }

  func run() throws -> Measurement {
    let memory = try Memory.resident(of: pids)
    let cpu = try Clock.cpu(of: pids)
    let start = Clock.now
    let subscribers = try Subscribers(subscribers, port: port, thread: thread)
    let connecting = Clock.now - start
    let spent = try Clock.cpu(of: pids) - cpu
    try answerPings(subscribers, until: Clock.now + 3)
    let grown = try Memory.resident(of: pids) - memory
    let idleCPU = try Clock.cpu(of: pids)
    let idleStart = Clock.now
    try answerPings(subscribers, until: idleStart + Double(seconds))
    let idle = (try Clock.cpu(of: pids) - idleCPU) / (Clock.now - idleStart) * 100
    return Measurement(
      name: "\(thread == nil ? "handshakes" : "handshakes and subscriptions") of \(subscribers.count) idle subscribers",
      operations: subscribers.count,
      seconds: connecting, cpuSeconds: spent,
      more: [("bytes_each", Double(grown / subscribers.count)), ("idle_cpu_percent", idle)])
  }

  private func answerPings(_ subscribers: Subscribers, until end: Double) throws {
    while Clock.now < end {
      for tag in subscribers.poller.wait(milliseconds: 100) { try subscribers.readers[tag].read { _ in } }
    }
  }
}
