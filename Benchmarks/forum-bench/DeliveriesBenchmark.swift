import Foundation

/// Live deliveries through the real program: a post by HTTP (rights checked, durable), a frame to each subscriber.
///
/// With `flight`, so many posts are outstanding: sent, and not yet with every subscriber. With `rate`, posts are due at fixed times
/// whatever happened to those before. Each delivery is timed from the moment its post was due (or sent) to its receipt.
struct DeliveriesBenchmark {
  let port: Int
  let thread: Int
  let token: String
  let pids: [Int]
  let subscribers: Int
  let messages: Int
  let flight: Int
  let rate: Int?

  init(_ options: Options) throws {
    port = try options.number("port")
    thread = try options.number("thread")
    token = try options.text("token")
    pids = try options.pids()
    subscribers = try options.number("subscribers", 1000)
    messages = try options.number("messages", 200)
    rate = try options.has("rate") ? options.number("rate") : nil
    flight = try rate == nil ? options.number("flight", 1) : 64
  }

  func run() throws -> Measurement {
    let subscribers = try Subscribers(subscribers, port: port, thread: thread)
    let writers = try (0..<flight).map { _ in try PostWriter(port: port, thread: thread, token: token) }
    for (index, writer) in writers.enumerated() { subscribers.poller.add(writer.socket, tag: subscribers.count + index) }
    var due = [Double](repeating: 0, count: messages)
    var missing = [Int](repeating: subscribers.count, count: messages)
    var delays: [Double] = []
    delays.reserveCapacity(messages * subscribers.count)
    var sent = 0
    var whole = 0
    let cpu = try Clock.cpu(of: pids)
    let start = Clock.now
    while whole < messages {
      while sent < messages, sent - whole < flight, let writer = writers.first(where: { !$0.isBusy }) {
        let time = Clock.now
        due[sent] = rate.map { start + Double(sent) / Double($0) } ?? time
        guard due[sent] <= time else { break }
        try writer.post(sent)
        sent += 1
      }
      let ready = subscribers.poller.wait(milliseconds: patience(due, sent))
      guard !ready.isEmpty || sent < messages && rate != nil else {
        throw OptionError("forum-bench: \(missing.reduce(0, +)) deliveries are missing")
      }
      for tag in ready {
        guard tag < subscribers.count else {
          try writers[tag - subscribers.count].readAnswer()
          continue
        }
        try subscribers.readers[tag].read { number in
          delays.append(Clock.now - due[number])
          missing[number] -= 1
          if missing[number] == 0 { whole += 1 }
        }
      }
    }
    let seconds = Clock.now - start
    let spent = try Clock.cpu(of: pids) - cpu
    delays.sort()
    let manner = rate.map { "\($0) a second" } ?? "\(flight) in flight"
    return Measurement(
      name: "deliveries, \(subscribers.count) subscribers, \(manner)", operations: delays.count, seconds: seconds,
      cpuSeconds: spent,
      more: [
        ("p50_ms", delays[delays.count / 2] * 1_000), ("p99_ms", delays[delays.count * 99 / 100] * 1_000),
        ("max_ms", delays[delays.count - 1] * 1_000),
      ])
  }

  /// Until the next post is due, where that is what comes next.
  private func patience(_ due: [Double], _ sent: Int) -> Int32 {
    guard rate != nil, sent < messages else { return 20_000 }
    return max(0, Int32((due[sent] - Clock.now) * 1_000))
  }
}
