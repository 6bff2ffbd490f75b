import Foundation

/// One page over kept connections, each asking again as soon as it has its answer: a guest's, or with `--token` one that is made for
/// its reader each time.
struct PageBenchmark {
  let port: Int
  let path: String
  let pids: [Int]
  let connections: Int
  let seconds: Int
  let token: String?

  init(_ options: Options) throws {
    port = try options.number("port")
    path = try options.text("path")
    pids = try options.pids()
    connections = try options.number("connections", 64)
    seconds = try options.number("seconds", 5)
    token = options.optional("token")
  }

  func run() throws -> Measurement {
    let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
    let request =
      "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAccept: text/html\r\nAccept-Language: ro\r\n\(authorization)\r\n"
    let poller = Poller()
    let sockets = try (0..<connections).map { _ in try connectLocally(port: port) }
    var remaining = [Int](repeating: 0, count: connections)
    for (tag, socket) in sockets.enumerated() {
      poller.add(socket, tag: tag)
      try write(request, to: socket)
    }
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var answers = 0
    let cpu = try Clock.cpu(of: pids)
    let start = Clock.now
    while Clock.now - start < Double(seconds) {
      for tag in poller.wait(milliseconds: 100) {
        let count = read(sockets[tag], &buffer, buffer.count)
        guard count > 0 else { throw OptionError("forum-bench: the server closed the connection") }
        if remaining[tag] == 0 {
          let head = try AnswerHead(buffer[..<count])
          guard head.status == 200 else { throw OptionError("forum-bench: the page was answered \(head.status)") }
          remaining[tag] = head.length
        }
        remaining[tag] -= count
        if remaining[tag] == 0 {
          answers += 1
          try write(request, to: sockets[tag])
        }
      }
    }
    let result = Measurement(
      name: "page \(path)\(token == nil ? "" : " for a reader"), \(connections) connections", operations: answers,
      seconds: Clock.now - start,
      cpuSeconds: try Clock.cpu(of: pids) - cpu)
    sockets.forEach { close($0) }
    return result
  }
}
