import Foundation

/// Live deliveries through the real program: a post by HTTP (rights checked, durable), a frame to each subscriber.
/// `flight` posts are outstanding at a time; the next goes out when every subscriber has the oldest.
struct DeliveriesBenchmark {
  let port: Int
  let thread: Int
  let token: String
  let pids: [Int]
  let subscribers: Int
  let messages: Int
  let flight: Int

  init(_ options: Options) throws {
    port = try options.number("port")
    thread = try options.number("thread")
    token = try options.text("token")
    pids = try options.text("pid").split(separator: ",").compactMap { Int($0) }
    subscribers = try options.number("subscribers", 1000)
    messages = try options.number("messages", 200)
    flight = try options.number("flight", 1)
  }

  func run() throws -> Measurement {
    let poller = Poller()
    var readers: [FrameReader] = []
    for tag in 0..<subscribers {
      let socket = try connectLocally(port: port)
      try write(
        "GET /live HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          + "Sec-WebSocket-Protocol: sfat.v1\r\n\r\n", to: socket)
      let reader = FrameReader(socket: socket)
      try reader.readHandshake()
      try reader.sendText(#"{"op":"subscribe","id":"1","topic":"threads/\#(thread)","as":"json"}"#)
      while try reader.read() == 0 && !reader.isSubscribed {}
      poller.add(socket, tag: tag)
      readers.append(reader)
    }
    let writer = try connectLocally(port: port)
    var received = 0
    var sent = 0
    let cpu = try Clock.cpu(of: pids)
    let start = Clock.now
    while received < messages * subscribers {
      while sent < messages && sent * subscribers - received < flight * subscribers {
        try post(writer, number: sent)
        sent += 1
      }
      let ready = poller.wait(milliseconds: 20_000)
      guard !ready.isEmpty else { throw OptionError("forum-bench: \(messages * subscribers - received) deliveries are missing") }
      for tag in ready { received += try readers[tag].read() }
    }
    let result = Measurement(
      name: "deliveries, \(subscribers) subscribers, \(flight) in flight", operations: received,
      seconds: Clock.now - start, cpuSeconds: try Clock.cpu(of: pids) - cpu)
    close(writer)
    return result
  }

  /// A post with a text of 256 bytes; waits for its 201.
  private func post(_ socket: Int32, number: Int) throws {
    let text = String("\(number) ".appending(String(repeating: "mesaj ", count: 43)).prefix(256))
    let json = #"{"body":"\#(text)"}"#
    try write(
      "POST /threads/\(thread)/posts HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
        + "Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: \(json.utf8.count)\r\n\r\n\(json)",
      to: socket)
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = read(socket, &buffer, buffer.count)
    let head = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    guard head.hasPrefix("HTTP/1.1 201") else { throw OptionError("forum-bench: the post was answered \(head.prefix(120))") }
  }
}
