import Dispatch
import ForumNet
import ForumWire
import Synchronization
import Testing

struct LimitsTests {
  @Test func `a head that does not end is cut with 408`() throws {
    try TestServer.run({ $0.headTimeout = 0.4 }) { server in
      let raw = try RawConnection(server)
      let start = ContinuousClock.now
      let writer = Background {
        for byte in "GET /now HTTP/1.1\r\nHost: a\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaa".utf8 {
          try raw.send([byte])
          pause(0.05)
        }
      }
      let text = try raw.read(seconds: 5)
      writer.stop()
      #expect(text.hasPrefix("HTTP/1.1 408 "))
      #expect(ContinuousClock.now - start < .seconds(3))
    }
  }

  @Test func `a body that trickles is cut with 408, one that flows is not`() throws {
    try TestServer.run({
      $0.bodyTimeout = 0.4
      $0.minimumBodyBytes = 100
    }) { server in
      let raw = try RawConnection(server)
      try raw.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
      let writer = Background {
        while true {
          try raw.send("a")
          pause(0.05)
        }
      }
      let text = try raw.read(seconds: 5)
      writer.stop()
      #expect(text.hasPrefix("HTTP/1.1 408 "))
      let steady = try RawConnection(server)
      try steady.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
      for _ in 0..<10 {
        try steady.send([UInt8](repeating: 97, count: 100))
        pause(0.1)
      }
      #expect(try steady.read(until: String(repeating: "a", count: 1000)).hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `idle connections are closed, before and after a request`() throws {
    try TestServer.run({
      $0.idleTimeout = 0.3
      $0.headTimeout = 0.3
    }) { server in
      let silent = try RawConnection(server)
      let used = try RawConnection(server)
      try used.send("GET /now HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try used.read(until: "now\n").hasSuffix("now\n"))
      #expect(silent.isEnded(seconds: 3))
      #expect(used.isEnded(seconds: 3))
      #expect(TestServer.wait { server.server.connectionCount == 0 })
    }
  }

  @Test func `connections beyond the limits are told so`() throws {
    for change in [{ $0.maximumConnections = 2 }, { $0.connectionsPerAddress = 2 }] as [(inout ServerOptions) -> Void] {
      try TestServer.run(change) { server in
        var kept = try (0..<2).map { _ in try RawConnection(server) }
        for connection in kept {
          try connection.send("GET /now HTTP/1.1\r\nHost: a\r\n\r\n")
          #expect(try connection.read(until: "now\n").hasPrefix("HTTP/1.1 200 "))
        }
        let refused = try RawConnection(server)
        try refused.send("GET /now HTTP/1.1\r\nHost: a\r\n\r\n")
        let text = try refused.read()
        #expect(text.hasPrefix("HTTP/1.1 503 ") && text.contains("Retry-After: 2\r\n"))
        kept.removeAll()
        #expect(TestServer.wait { server.server.connectionCount == 0 })
        #expect(try HTTPClient(server.url).request("GET", "/now").status == 200)
      }
    }
  }

  @Test func `requests beyond what handlers may work on get 503`() throws {
    try TestServer.run({ $0.maximumRunningRequests = 1 }) { server in
      let busy = try RawConnection(server)
      try busy.send("GET /slow?400 HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(TestServer.wait { server.service.slowRequests.load(ordering: .relaxed) == 1 })
      let answer = try HTTPClient(server.url).request("GET", "/slow?1")
      #expect(answer.status == 503)
      #expect(answer.fields["Retry-After"] == "2")
      #expect(try HTTPClient(server.url).request("GET", "/now").status == 200, "what the loop answers alone goes on")
      #expect(try busy.read(until: "slow 400\n").hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test func `while requests wait long for a worker, only a few are let in`() throws {
    // Everybody waits longer than a nanosecond.
    try TestServer.run({
      $0.longestWait = 1e-9
      $0.freeRunningRequests = 1
    }) { server in
      for _ in 1...3 { #expect(try HTTPClient(server.url).request("GET", "/slow?1").status == 200) }
      let busy = try RawConnection(server)
      try busy.send("GET /slow?400 HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(TestServer.wait { server.service.slowRequests.load(ordering: .relaxed) == 4 })
      let answer = try HTTPClient(server.url).request("GET", "/slow?1")
      #expect(answer.status == 503)
      #expect(answer.fields["Retry-After"] == "2")
      #expect(try busy.read(until: "slow 400\n").hasPrefix("HTTP/1.1 200 "))
      #expect(try HTTPClient(server.url).request("GET", "/slow?1").status == 200)
    }
  }

  /// Both workers are kept, and a third request waits for one.
  private func whileWorkersAreKept(_ server: TestServer, _ body: () throws -> Void) throws {
    let holders = try (1...2).map { _ in try RawConnection(server) }
    for holder in holders { try holder.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n") }
    #expect(TestServer.wait { server.server.counters.running.value == 2 })
    defer { for _ in holders { server.service.gate.signal() } }
    try body()
  }

  @Test func `a request whose client has gone before its turn is not handled`() throws {
    try TestServer.run { server in
      let counters = server.server.counters
      try whileWorkersAreKept(server) {
        var leaver: RawConnection? = try RawConnection(server)
        // Its first answer is never read, so that closing resets the connection.
        try leaver?.send("GET /page HTTP/1.1\r\nHost: a\r\n\r\nGET /slow?1 HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(TestServer.wait { counters.running.value == 3 && counters.bytesSent.value > TestService.page.count })
        leaver = nil
        #expect(TestServer.wait { server.server.connectionCount == 2 })
      }
      #expect(TestServer.wait { counters.abandoned.value == 1 && counters.running.value == 0 })
      #expect(server.service.slowRequests.load(ordering: .relaxed) == 0)
      #expect(try HTTPClient(server.url).request("GET", "/slow?1").status == 200)
    }
  }

  @Test(arguments: [(1e-9, 503), (1e6, 200)])
  func `a client that ended its side is answered, and sent away where it waited too long`(
    longestWait: Double, status: Int
  ) throws {
    try TestServer.run({ $0.longestWait = longestWait }) { server in
      let ended = try RawConnection(server)
      try whileWorkersAreKept(server) {
        try ended.send("GET /slow?1 HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(TestServer.wait { server.server.counters.running.value == 3 })
        ended.endWriting()
        // The one loop reads what came first first: once this is answered it has seen the end.
        #expect(try HTTPClient(server.url).request("GET", "/now").status == 200)
      }
      #expect(try ended.read().hasPrefix("HTTP/1.1 \(status) "))
      #expect(server.service.slowRequests.load(ordering: .relaxed) == (status == 200 ? 1 : 0))
    }
  }

  @Test func `bodies that are held back take no more memory than all together may`() throws {
    try TestServer.run({
      $0.bodyBytes = 100_000
      $0.freeBodyBytes = 1_000
    }) { server in
      let head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 61001\r\n\r\n"
      let piece = [UInt8](repeating: UInt8(ascii: "b"), count: 61_000)
      func kept(_ bytes: Int) -> Bool { TestServer.wait { server.server.counters.bodyBytes.value == bytes } }
      let first = try RawConnection(server)
      try first.send(head)
      try first.send(piece)
      #expect(kept(60_000))
      let second = try RawConnection(server)
      try second.send(head)
      try second.send(piece)
      let refused = try second.read()
      #expect(refused.hasPrefix("HTTP/1.1 503 ") && refused.contains("Retry-After: 2\r\n"))
      #expect(kept(60_000), "what the refused one had brought is forgotten")
      let other = HTTPClient(server.url)
      #expect(try other.request("POST", "/echo", body: Array(piece[..<40_000])).status == 200, "there is room for others")
      // Sent whole it is handled, and counts no longer; given up on, it does not count either.
      try first.send("e")
      #expect(try first.read(until: "bbe").hasPrefix("HTTP/1.1 200 "))
      #expect(kept(0))
      try first.send(head)
      try first.send(piece)
      #expect(kept(60_000))
      do {
        let gone = try RawConnection(server)
        try gone.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\na028\r\n")
        try gone.send([UInt8](repeating: 1, count: 41_000))
        #expect(kept(100_000))
        #expect(try other.request("POST", "/echo", body: Array(piece[..<1_001])).status == 503, "all is taken")
        #expect(try other.request("POST", "/echo", body: Array(piece[..<1_000])).status == 200, "but for what is short")
        try gone.send("no chunk\r\n")
        #expect(try gone.read().hasPrefix("HTTP/1.1 400 "))
      }
      #expect(kept(60_000))
      first.endWriting()
      #expect(try first.read().hasPrefix("HTTP/1.1 400 "))
      #expect(kept(0))
    }
  }

  @Test func `a client that reads nothing is given up`() throws {
    try TestServer.run({ $0.writeTimeout = 0.3 }) { server in
      let raw = try RawConnection(server)
      for _ in 0..<600 { try raw.send("GET /page HTTP/1.1\r\nHost: a\r\n\r\n") }
      #expect(TestServer.wait { server.server.connectionCount == 0 })
    }
  }
}
