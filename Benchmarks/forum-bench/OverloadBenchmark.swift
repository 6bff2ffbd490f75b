import Foundation

/// More requests than a server can answer: due at fixed times whatever happened to those before, over as many kept connections as it
/// takes. Tells how long the accepted took, counted from when they were due, and how many were sent away.
///
/// With `body` the requests are posts, otherwise pages for a signed-in reader, which no cache answers.
struct OverloadBenchmark {
  let port: Int
  let path: String
  let tokens: [String]
  let body: String?
  let pids: [Int]
  let connections: Int
  let rate: Int
  let seconds: Int

  init(_ options: Options) throws {
    port = try options.number("port")
    path = try options.text("path")
    tokens = try options.text("token").split(separator: ",").map(String.init)
    body = options.optional("body")
    pids = try options.pids()
    connections = try options.number("connections", 2_000)
    rate = try options.number("rate")
    seconds = try options.number("seconds", 10)
  }

  func run() throws -> Measurement {
    let poller = Poller()
    let sockets = try (0..<connections).map { try connectLocally(port: port, from: 1 + $0 / 5_000) }
    for (tag, socket) in sockets.enumerated() { poller.add(socket, tag: tag) }
    let requests = tokens.map(request)
    var idle = Array(sockets.indices)
    var due = [Double](repeating: 0, count: connections)
    var remaining = [Int](repeating: 0, count: connections)
    var isAccepted = [Bool](repeating: false, count: connections)
    var delays: [Double] = []
    var (sent, unsent, refused) = (0, 0, 0)
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    let cpu = try Clock.cpu(of: pids)
    let start = Clock.now
    while Clock.now - start < Double(seconds) {
      while Double(sent + unsent) < (Clock.now - start) * Double(rate) {
        guard let tag = idle.popLast() else {
          unsent += 1
          continue
        }
        due[tag] = start + Double(sent + unsent) / Double(rate)
        try write(requests[sent % requests.count], to: sockets[tag])
        sent += 1
      }
      for tag in poller.wait(milliseconds: 1) {
        let count = read(sockets[tag], &buffer, buffer.count)
        guard count > 0 else { throw OptionError("forum-bench: the server closed the connection") }
        if remaining[tag] == 0 {
          let head = try AnswerHead(buffer[..<count])
          guard [200, 201, 503].contains(head.status) else { throw OptionError("forum-bench: the answer was \(head.status)") }
          remaining[tag] = head.length
          isAccepted[tag] = head.status != 503
        }
        remaining[tag] -= count
        guard remaining[tag] == 0 else { continue }
        if isAccepted[tag] { delays.append(Clock.now - due[tag]) } else { refused += 1 }
        idle.append(tag)
      }
    }
    let elapsed = Clock.now - start
    let spent = try Clock.cpu(of: pids) - cpu
    sockets.forEach { close($0) }
    guard !delays.isEmpty else { throw OptionError("forum-bench: nothing was accepted") }
    delays.sort()
    return Measurement(
      name: "overload, \(rate) a second due, accepted", operations: delays.count, seconds: elapsed, cpuSeconds: spent,
      more: [
        ("p50_ms", delays[delays.count / 2] * 1_000), ("p99_ms", delays[delays.count * 99 / 100] * 1_000),
        ("max_ms", delays[delays.count - 1] * 1_000), ("refused", Double(refused)), ("unsent", Double(unsent)),
      ])
  }

  private func request(token: String) -> String {
    let head = "\(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
    guard let body else { return "GET \(head)Accept: text/html\r\n\r\n" }
    return
      "POST \(head)Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}
