import ForumNet
import ForumWire
import Foundation
import Synchronization
import Testing

struct ServerLifecycleTests {
  @Test func `a second server on the port is refused with a sentence`() throws {
    try TestServer.run(loops: 2) { server in
      let workers = WorkerPool(threads: 1)
      defer { workers.stop() }
      let options = ServerOptions(listen: [.init(host: "127.0.0.1", port: server.port)], loops: 2)
      let second = Server(options: options, service: server.service, workers: workers)
      #expect(throws: ListenError.addressInUse(host: "127.0.0.1", port: server.port)) { try second.start() }
      #expect(
        ListenError.addressInUse(host: "127.0.0.1", port: 80).description
          == "Another program is already listening on 127.0.0.1:80. Stop it, or choose another port.")
      second.drain(seconds: 0)
    }
  }

  @Test func `a server starts again on the port of one that just ended`() throws {
    let first = try TestServer(loops: 2)
    // Connections that the server closes first stay in TIME_WAIT on its side.
    for _ in 0..<20 { _ = try HTTPClient(first.url).request("GET", "/now", fields: ["Connection": "close"]) }
    first.stop()
    try TestServer.run(loops: 2, { $0.listen = [.init(host: "127.0.0.1", port: first.port)] }) { second in
      let answer = try HTTPClient(second.url).request("GET", "/now")
      #expect(answer.status == 200)
    }
  }

  @Test func `draining finishes running requests, ends idle connections and says goodbye to sockets`() throws {
    let server = try TestServer(loops: 2)
    let idle = try RawConnection(server)
    try idle.send("GET /now HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try idle.read(until: "now\n")
    let busy = try RawConnection(server)
    try busy.send("GET /slow?300 HTTP/1.1\r\nHost: a\r\n\r\n")
    let socket = try WebSocketClient(server.url, path: "/socket")
    let stream = try RawConnection(server)
    try stream.send("GET /events?0 HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try stream.read(until: "\r\n\r\n")
    #expect(TestServer.wait { server.service.slowRequests.load(ordering: .relaxed) == 1 })
    let ended = Atomic(false)
    let start = ContinuousClock.now
    Thread.detachNewThread {
      server.stop(seconds: 5)
      ended.store(true, ordering: .releasing)
    }
    #expect(throws: ClientError.closed(code: 1001, reason: "the server is restarting")) { try socket.receive(timeout: 3) }
    #expect(idle.isEnded(seconds: 3))
    #expect(stream.isEnded(seconds: 3))
    let answer = try busy.read(seconds: 3)
    #expect(answer.hasSuffix("slow 300\n") && answer.contains("Connection: close"))
    #expect(busy.isEnded(seconds: 3))
    #expect(throws: ClientError.self) { try HTTPClient(server.url).request("GET", "/now") }
    socket.close()
    #expect(TestServer.wait { ended.load(ordering: .acquiring) })
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(server.service.echo.closed.load(ordering: .relaxed) == 1)
    #expect(server.service.feed.closed.load(ordering: .relaxed) == 1)
  }

  @Test func `draining ends after its time even if a request does not`() throws {
    let server = try TestServer()
    let busy = try RawConnection(server)
    try busy.send("GET /slow?1500 HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(TestServer.wait { server.service.slowRequests.load(ordering: .relaxed) == 1 })
    let start = ContinuousClock.now
    server.server.drain(seconds: 0.3)
    #expect(ContinuousClock.now - start < .seconds(1.4))
    #expect(busy.isEnded(seconds: 3))
    server.stop()
  }

  @Test func `an address that is not ours is named`() throws {
    #expect { try TestServer { $0.listen = [.init(host: "192.0.2.1", port: 0)] } } throws: { error in
      if case .badAddress("192.0.2.1", _)? = error as? ListenError { true } else { false }
    }
    #expect { try TestServer { $0.listen = [.init(host: "no.such.name.invalid", port: 0)] } } throws: { error in
      if case .badAddress("no.such.name.invalid", _)? = error as? ListenError { true } else { false }
    }
  }

  @Test func `a loop with nothing else to do hears every message`() throws {
    let workers = WorkerPool(threads: 1)
    defer { workers.stop() }
    let options = ServerOptions(listen: [.init(host: "127.0.0.1", port: 0)], loops: 1)
    let server = Server(options: options, service: TestService(log: TestLog(), workers: workers), workers: workers)
    _ = try server.start()
    let seen = Atomic(0)
    // In small bursts, so that posting meets the loop at every point of its turn. A wake that is lost would leave the loop asleep
    // until one of its timers.
    var posted = 0
    for round in 1...20_000 {
      for _ in 0...(round % 3) {
        server.loops[0].run { _ in seen.add(1, ordering: .releasing) }
        posted += 1
      }
      if round % 500 == 0 {
        try #require(TestServer.wait(seconds: 10) { seen.load(ordering: .acquiring) == posted }, "round \(round)")
      }
    }
    server.drain(seconds: 1)
  }

  @Test func `messages to a loop run in order, also those posted before it began`() throws {
    let workers = WorkerPool(threads: 1)
    defer { workers.stop() }
    let options = ServerOptions(listen: [.init(host: "127.0.0.1", port: 0)], loops: 1)
    let server = Server(options: options, service: TestService(log: TestLog(), workers: workers), workers: workers)
    let seen = Mutex<[Int]>([])
    for number in 0..<100 { server.loops[0].run { _ in seen.withLock { $0.append(number) } } }
    _ = try server.start()
    for number in 100..<10_000 { server.loops[0].run { _ in seen.withLock { $0.append(number) } } }
    #expect(TestServer.wait(seconds: 20) { seen.withLock { $0.count } == 10_000 })
    #expect(seen.withLock { $0 } == Array(0..<10_000))
    server.drain(seconds: 1)
  }
}
