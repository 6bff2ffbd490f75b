import ForumNet
import ForumWire
import Synchronization
import Testing

struct RingServerTests {
  /// Reads numbers until `last`; each must follow the one before.
  private func expectNumbers(_ client: WebSocketClient, after: Int64, through last: Int64) throws {
    var position = after
    while position < last {
      guard case .text(let text)? = try client.receive(timeout: 10) else {
        Issue.record("nothing came after \(position)")
        return
      }
      let number = Int64(text.prefix { $0 != " " })
      guard number == position + 1 else {
        Issue.record("after \(position) came \(text.prefix(20))")
        return
      }
      position += 1
    }
  }

  @Test func `everyone gets every frame once, whenever they join`() throws {
    let log = TestLog()
    try TestServer.run(loops: 2, log: log) { server in
      let first = try (0..<10).map { _ in try WebSocketClient(server.url, path: "/feed?0") }
      let publisher = Background {
        for _ in 0..<200 {
          log.append(5, to: server.server.loops)
          pause(0.001)
        }
      }
      // These join in the middle, from positions long gone, just gone, present and to come.
      var later: [(WebSocketClient, Int64)] = []
      for number in 0..<20 {
        pause(0.005)
        let after = max(0, log.last - Int64(number * 7 % 50) + (number % 5 == 0 ? 20 : 0))
        later.append((try WebSocketClient(server.url, path: "/feed?\(after)"), after))
      }
      for client in first { try expectNumbers(client, after: 0, through: 1000) }
      for (client, after) in later { try expectNumbers(client, after: after, through: 1000) }
      publisher.stop()
    }
  }

  @Test func `a reader that hangs delays nobody and then misses nothing`() throws {
    let log = TestLog(padding: 20_000)
    try TestServer.run(
      log: log,
      {
        $0.ringFrames = 20
        $0.ringBytes = 400_000
        $0.outQueueBytes = 200_000
      }
    ) { server in
      let slow = try WebSocketClient(server.url, path: "/feed?0")
      let quick = try WebSocketClient(server.url, path: "/feed?0")
      #expect(TestServer.wait { server.service.feed.opened.load(ordering: .relaxed) == 2 })
      let count: Int64 = 1500
      for _ in 0..<count / 5 {
        log.append(5, to: server.server.loops)
        for _ in 0..<5 { _ = try quick.receive(timeout: 5) }
      }
      #expect(server.service.feed.fallen.load(ordering: .relaxed) <= 2, "the quick one was not fed from the log over and over")
      try expectNumbers(slow, after: 0, through: count)
      #expect(server.service.feed.fallen.load(ordering: .relaxed) > 2, "the slow one fell behind")
      log.append(1, to: server.server.loops)
      try expectNumbers(slow, after: count, through: count + 1)
      try expectNumbers(quick, after: count, through: count + 1)
    }
  }

  @Test func `a flood in one turn reaches every reader`() throws {
    let log = TestLog()
    try TestServer.run(
      log: log,
      {
        $0.ringFrames = 100
      }
    ) { server in
      let clients = try (0..<20).map { _ in try WebSocketClient(server.url, path: "/feed?0") }
      #expect(TestServer.wait { server.service.feed.opened.load(ordering: .relaxed) == 20 })
      log.append(3000, to: server.server.loops)
      for client in clients { try expectNumbers(client, after: 0, through: 3000) }
    }
  }

  @Test func `who leaves a ring gets no more, and a closed connection leaves`() throws {
    let log = TestLog()
    try TestServer.run(log: log) { server in
      let client = try WebSocketClient(server.url, path: "/feed?0")
      let other = try WebSocketClient(server.url, path: "/feed?0")
      log.append(3, to: server.server.loops)
      try expectNumbers(client, after: 0, through: 3)
      try expectNumbers(other, after: 0, through: 3)
      client.close()
      #expect(TestServer.wait { Self.subscribers(server) == 1 })
      log.append(3, to: server.server.loops)
      try expectNumbers(other, after: 3, through: 6)
    }
  }

  @Test func `a purge drops frames that were not sent, and they come from the log`() throws {
    let log = TestLog()
    try TestServer.run(log: log) { server in
      let early = try WebSocketClient(server.url, path: "/feed?0")
      log.append(10, to: server.server.loops)
      try expectNumbers(early, after: 0, through: 10)
      server.server.loops[0].run { $0.purge(TestLog.ring) }
      let before = server.service.feed.fallen.load(ordering: .relaxed)
      let late = try WebSocketClient(server.url, path: "/feed?4")
      try expectNumbers(late, after: 4, through: 10)
      #expect(server.service.feed.fallen.load(ordering: .relaxed) == before + 1)
    }
  }

  @Test func `frames without a position reach everyone present`() throws {
    try TestServer.run { server in
      let client = try WebSocketClient(server.url, path: "/feed?0")
      #expect(TestServer.wait { Self.subscribers(server) == 1 })
      server.server.loops[0].publish([RingFrame(ring: TestLog.ring, position: nil, bytes: WebSocketFrames.text("14 readers"))])
      #expect(try client.receive(timeout: 5) == .text("14 readers"))
    }
  }

  @Test func `an event stream gets its frames raw, and comments when nothing happens`() throws {
    try TestServer.run({ $0.pingInterval = 0.3 }) { server in
      let raw = try RawConnection(server)
      try raw.send("GET /events?0 HTTP/1.1\r\nHost: a\r\n\r\n")
      let head = try raw.read(until: "\r\n\r\n")
      #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n") && head.contains("Content-Type: text/event-stream"))
      #expect(head.contains("X-Test: 1") && !head.contains("Content-Length"))
      #expect(TestServer.wait { Self.subscribers(server) == 1 })
      server.server.loops[0].publish([RingFrame(ring: TestLog.ring, position: 1, bytes: SharedBytes("id: 1\ndata: {}\n\n"))])
      #expect(try raw.read(until: "data: {}\n\n").hasPrefix("id: 1\n"))
      #expect(try raw.read(until: ":\n\n") == ":\n\n")
    }
  }

  private static func subscribers(_ server: TestServer) -> Int {
    let count = Atomic(-1)
    server.server.loops[0].run { count.store($0.subscriberCount(TestLog.ring), ordering: .releasing) }
    _ = TestServer.wait { count.load(ordering: .acquiring) >= 0 }
    return count.load(ordering: .acquiring)
  }
}
