import ForumNet
import ForumWire
import Foundation
import Synchronization
import Testing

struct HTTPServerTests {
  @Test func `a loop answers alone, a handler answers from the pool`() throws {
    try TestServer.run { server in
      let client = HTTPClient(server.url)
      #expect(try client.request("GET", "/now").text == "now\n")
      let answer = try client.request("POST", "/echo", body: [1, 2, 3])
      #expect(answer.status == 200)
      #expect(answer.body == [1, 2, 3])
      #expect(answer.fields["Date"].flatMap { HTTPDate.parse($0, now: 0) } != nil)
      #expect(try client.request("GET", "/page").body.count == 20_000)
      #expect(server.server.counters.accepted.value == 1, "the connection is kept between requests")
    }
  }

  @Test func `pipelined requests are answered in order, slow ones first or last`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      let requests = ["/slow?60", "/now", "/slow?1", "/page", "/now"].map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
      try raw.send(requests.joined() + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let text = try raw.read()
      let bodies = text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.components(separatedBy: "\r\n\r\n")[1] }
      #expect(bodies == ["slow 60\n", "now\n", "slow 1\n", String(repeating: "x", count: 20_000), "now\n", "nothing here\n"])
    }
  }

  @Test func `thousands of pipelined requests are answered within the queue's bound`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      let count = 500
      let writer = Background {
        for _ in 0..<count { try raw.send("GET /page HTTP/1.1\r\nHost: a\r\n\r\n") }
        try raw.send("GET /now HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      }
      pause(0.3)
      let text = try raw.read(seconds: 20)
      writer.stop()
      #expect(text.utf8.count > count * 20_000)
      #expect(text.hasSuffix("now\n"))
    }
  }

  @Test func `HEAD, 204 and 304 have no body`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      try raw.send("HEAD /page HTTP/1.1\r\nHost: a\r\n\r\nGET /empty HTTP/1.1\r\nHost: a\r\n\r\n")
      try raw.send("GET /same HTTP/1.1\r\nHost: a\r\n\r\nGET /now HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let parts = try raw.read().components(separatedBy: "\r\n\r\n")
      #expect(parts.count == 5)
      #expect(parts[0].contains("200 OK") && parts[0].contains("Content-Length: 20000"))
      #expect(parts[1].hasPrefix("HTTP/1.1 204 No Content") && !parts[1].contains("Content-Length"))
      #expect(parts[2].hasPrefix("HTTP/1.1 304 Not Modified") && parts[2].contains("ETag: \"1\""))
      #expect(parts[3].hasPrefix("HTTP/1.1 200 OK") && parts[3].contains("Connection: close"))
      #expect(parts[4] == "now\n")
    }
  }

  @Test func `a client that waits for 100 Continue gets it, unless its body is too large`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      try raw.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
      #expect(try raw.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      try raw.send("abc")
      #expect(try raw.read(until: "abc").hasSuffix("\r\n\r\nabc"))
      try raw.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n")
      #expect(try raw.read().hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `a body over the limit is refused without being read, and the client can read why`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      try raw.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
      try raw.send([UInt8](repeating: 65, count: 3_000_000))
      let text = try raw.read()
      #expect(text.hasPrefix("HTTP/1.1 413 "))
      #expect(text.hasSuffix("accepted here.\n"), "not torn away by a reset")
      let chunked = try RawConnection(server)
      try chunked.send("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      for _ in 0..<30 { try chunked.send("64\r\n" + String(repeating: "a", count: 100) + "\r\n") }
      #expect(try chunked.read().hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `a chunked body arrives whole, byte by byte too`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      for byte in "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n".utf8
      {
        try raw.send([byte])
      }
      #expect(try raw.read(until: "abcde").hasSuffix("Content-Length: 5\r\n\r\nabcde"))
    }
  }

  @Test func `what is not HTTP is refused and closed`() throws {
    try TestServer.run { server in
      for (bytes, status) in [
        ("\u{16}\u{3}\u{1}\r\n\r\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
      ] {
        let raw = try RawConnection(server)
        try raw.send(bytes)
        let text = try raw.read()
        #expect(text.hasPrefix("HTTP/1.1 \(status) "), "\(bytes.prefix(40)) got \(text.prefix(40))")
        #expect(text.contains("Connection: close"))
        #expect(!text.contains("<"), "closed in order")
      }
    }
  }

  @Test func `a client that has ended its side still gets its answers`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      try raw.send("GET /slow?50 HTTP/1.1\r\nHost: a\r\n\r\nGET /now HTTP/1.1\r\nHost: a\r\n\r\n")
      raw.endWriting()
      let text = try raw.read()
      #expect(text.contains("slow 50\n") && text.hasSuffix("now\n"))
      let cut = try RawConnection(server)
      try cut.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
      cut.endWriting()
      #expect(try cut.read().hasPrefix("HTTP/1.1 400 "))
    }
  }

  @Test func `HTTP/1.0 closes unless asked to stay`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      try raw.send("GET /now HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(try raw.read(until: "now\n").contains("Connection: keep-alive"))
      try raw.send("GET /now HTTP/1.0\r\n\r\n")
      let last = try raw.read()
      #expect(last.contains("Connection: close") && last.hasSuffix("now\n"))
    }
  }

  @Test func `a handler whose client has gone does no harm`() throws {
    try TestServer.run { server in
      var raw: RawConnection? = try RawConnection(server)
      try raw?.send("GET /slow?150 HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(TestServer.wait { server.service.slowRequests.load(ordering: .relaxed) == 1 })
      raw = nil
      let client = HTTPClient(server.url)
      for _ in 0..<20 {
        #expect(try client.request("GET", "/now").status == 200)
        pause(0.015)
      }
      #expect(TestServer.wait(seconds: 30) { server.server.counters.running.value == 0 })
    }
  }
}
