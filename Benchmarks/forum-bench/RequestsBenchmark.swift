import ForumCore
import Foundation

/// Durable posts over HTTP: kept connections to the servers of this data folder or database, each with a writer of its own, each
/// sending its next post when the last was acknowledged. The CPU time is the servers'.
struct RequestsBenchmark {
  let location: DatabaseLocation
  /// Of the nodes: connections take turns among them.
  let ports: [Int]
  let pids: [Int]
  let connections: Int
  let count: Int
  let threads: Int
  /// Whether each post comes under an idempotency key.
  let hasKeys: Bool

  init(_ options: Options) throws {
    location = try options.location()
    ports = try options.ports()
    pids = try options.pids()
    connections = try options.number("connections", 64)
    count = try options.number("count", 20_000)
    threads = try options.number("threads", 1)
    hasKeys = try options.flag("keys")
  }

  func run() async throws -> Measurement {
    let forum = try await Forum.open(location, assets: AssetLocation.find())
    let scene = try await PostsScene.prepare(in: forum, writers: connections, threads: threads)
    await forum.close()
    let json = #"{"body":"\#(PostsScene.body)","language":"ro"}"#
    let requests = scene.tokens.enumerated().map { index, token in
      { (number: Int) in
        "POST /threads/\(scene.thread(of: index))/posts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
          + "Accept: application/json\r\nContent-Type: application/json\r\n"
          + (hasKeys ? "Idempotency-Key: post-\(number)\r\n" : "")
          + "Content-Length: \(json.utf8.count)\r\n\r\n\(json)"
      }
    }
    let poller = Poller()
    let sockets = try (0..<connections).map { try connectLocally(port: ports[$0 % ports.count]) }
    for (tag, socket) in sockets.enumerated() { poller.add(socket, tag: tag) }
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    var sent = 0
    var answered = 0
    let cpu = try Clock.cpu(of: pids)
    let start = Clock.now
    for tag in 0..<min(connections, count) {
      try write(requests[tag](sent), to: sockets[tag])
      sent += 1
    }
    while answered < count {
      for tag in poller.wait(milliseconds: 10_000) {
        let length = read(sockets[tag], &buffer, buffer.count)
        let head = String(decoding: buffer[..<max(0, min(length, 120))], as: UTF8.self)
        guard head.hasPrefix("HTTP/1.1 201") else { throw OptionError("forum-bench: the post was answered \(head)") }
        answered += 1
        guard sent < count else { continue }
        try write(requests[tag](sent), to: sockets[tag])
        sent += 1
      }
    }
    let result = Measurement(
      name: "posts over HTTP, \(connections) connections\(hasKeys ? ", keys" : "")", operations: count,
      seconds: Clock.now - start,
      cpuSeconds: try Clock.cpu(of: pids) - cpu)
    sockets.forEach { close($0) }
    return result
  }
}
