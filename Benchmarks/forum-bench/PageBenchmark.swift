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
        if remaining[tag] == 0 { remaining[tag] = try length(of: buffer[..<count]) }
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

  /// Bytes of head and body of the answer that begins here. Looked through as bytes: a generator that is slower than the servers would
  /// measure itself.
  private func length(of bytes: ArraySlice<UInt8>) throws -> Int {
    guard bytes.starts(with: "HTTP/1.1 200".utf8) else {
      throw OptionError("forum-bench: \(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self))")
    }
    let name = Array("content-length:".utf8)
    var length: Int?
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[start..<end]
      if line.count <= 1 {
        guard let length else { throw OptionError("forum-bench: an answer without Content-Length") }
        return end + 1 - bytes.startIndex + length
      }
      if line.count > name.count, zip(line, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) {
        let digits = line.dropFirst(name.count).filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        length = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      }
      start = end + 1
    }
    throw OptionError("forum-bench: a head in pieces")
  }
}
