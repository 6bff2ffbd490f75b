import ForumWire
import Synchronization
import Testing

@testable import ForumNet

struct WebSocketServerTests {
  @Test(arguments: [false, true]) func `messages come back unchanged and in order`(deflate: Bool) throws {
    try TestServer.run { server in
      let client = try WebSocketClient(server.url, path: "/socket", deflate: deflate)
      #expect(client.deflates == deflate)
      for number in 0..<50 {
        try client.send("mesajul \(number) cu ș și ț " + String(repeating: "a", count: number * 20))
        try client.send([UInt8](repeating: UInt8(number), count: number))
      }
      for number in 0..<50 {
        #expect(
          try client.receive(timeout: 5) == .text("mesajul \(number) cu ș și ț " + String(repeating: "a", count: number * 20)))
        #expect(try client.receive(timeout: 5) == .binary([UInt8](repeating: UInt8(number), count: number)))
      }
      client.close()
      #expect(TestServer.wait { server.service.echo.closed.load(ordering: .relaxed) == 1 })
      #expect(TestServer.wait { server.server.connectionCount == 0 })
    }
  }

  @Test(arguments: [false, true]) func `a message of 16 MiB comes back`(deflate: Bool) throws {
    try TestServer.run { server in
      let client = try WebSocketClient(server.url, path: "/socket", deflate: deflate)
      // Half of it noise, so that it is worth compressing and does not vanish.
      let noise = (0..<(1 << 16)).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
      let piece = noise + [UInt8](repeating: 0, count: 1 << 16)
      var bytes: [UInt8] = []
      for _ in 0..<128 { bytes += piece }
      #expect(bytes.count == 16 << 20)
      try client.send(bytes)
      #expect(try client.receive(timeout: 60) == .binary(bytes))
    }
  }

  @Test func `fragments with a ping between them make one message`() throws {
    try TestServer.run { server in
      let client = try WebSocketClient(server.url, path: "/socket")
      typealias Encoder = WebSocket.FrameEncoder
      try client.sendRaw(Encoder.encode(.text, Array("bună ".utf8), isFinal: false, mask: 7))
      try client.sendRaw(Encoder.encode(.ping, [1, 2], mask: 8))
      try client.sendRaw(Encoder.encode(.continuation, Array("ziu".utf8), isFinal: false, mask: 9))
      try client.sendRaw(Encoder.encode(.continuation, Array("a".utf8), mask: 10))
      #expect(try client.receive(timeout: 5) == .text("bună ziua"))
    }
  }

  @Test func `a message is answered even when a close or a fault came right behind it`() throws {
    try TestServer.run { server in
      let close = WebSocket.FrameEncoder.close(.normal, mask: 3)
      for (end, code) in [(close, UInt16(1000)), ([0xBF, 0x80, 0, 0, 0, 0], 1002)] {
        let client = try WebSocketClient(server.url, path: "/socket")
        try client.sendRaw(Self.masked("întâi") + Self.masked("apoi") + end)
        #expect(try client.receive(timeout: 5) == .text("întâi"))
        #expect(try client.receive(timeout: 5) == .text("apoi"))
        var ended: ClientError?
        do throws(ClientError) { _ = try client.receive(timeout: 5) } catch { ended = error }
        guard case .closed(code, _)? = ended else {
          Issue.record("\(String(describing: ended))")
          continue
        }
      }
    }
  }

  @Test func `a message over the endpoint's limit closes with 1009`() throws {
    try TestServer.run { server in
      let client = try WebSocketClient(server.url, path: "/short", subprotocols: ["test.v1", "other"])
      #expect(client.subprotocol == "test.v1")
      try client.send([UInt8](repeating: 0, count: 101))
      #expect(throws: ClientError.closed(code: 1009, reason: "the message is larger than is accepted here")) {
        try client.receive(timeout: 5)
      }
    }
  }

  @Test func `the endpoint's close reaches the client with its code`() throws {
    try TestServer.run { server in
      let client = try WebSocketClient(server.url, path: "/socket")
      try client.send("please close")
      #expect(throws: ClientError.closed(code: 4001, reason: "as asked")) { try client.receive(timeout: 5) }
      #expect(TestServer.wait { server.service.echo.closed.load(ordering: .relaxed) == 1 })
    }
  }

  @Test func `a peer that does not answer pings is dropped, one that does is kept`() throws {
    try TestServer.run({ $0.pingInterval = 0.2 }) { server in
      let silent = try RawConnection(server)
      try silent.send(
        "GET /socket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
      #expect(try silent.read(until: "\r\n\r\n").contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
      let alive = try WebSocketClient(server.url, path: "/socket")
      #expect(try alive.receive(timeout: 1.5) == nil)
      #expect(silent.isEnded(seconds: 3))
      try alive.send("still here")
      #expect(try alive.receive(timeout: 5) == .text("still here"))
    }
  }

  @Test func `a peer that does not answer our close is cut`() throws {
    try TestServer.run({ $0.closeTimeout = 0.3 }) { server in
      let client = try WebSocketClient(server.url, path: "/socket")
      try client.send("please close")
      #expect(TestServer.wait { server.server.connectionCount == 0 })
    }
  }

  @Test func `a request that is no handshake is told what to do`() throws {
    try TestServer.run { server in
      let client = HTTPClient(server.url)
      let plain = try client.request("GET", "/socket")
      #expect(plain.status == 426)
      #expect(plain.fields["Sec-WebSocket-Version"] == "13")
      let old = try client.request(
        "GET", "/socket",
        fields: [
          "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "8",
          "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        ])
      #expect(old.status == 426)
      #expect(throws: ClientError.refused(status: 404, body: Array("nothing here\n".utf8))) {
        try WebSocketClient(server.url, path: "/nowhere")
      }
    }
  }

  @Test func `a flood of messages to a client that does not read is held back, and nothing is lost`() throws {
    try TestServer.run({ $0.outQueueBytes = 100_000 }) { server in
      let client = try WebSocketClient(server.url, path: "/socket", timeout: 60)
      let count = 400
      let message = String(repeating: "z", count: 50_000)
      let writer = Background { for number in 0..<count { try client.sendRaw(Self.masked("\(number) " + message)) } }
      pause(0.5)
      for number in 0..<count { #expect(try client.receive(timeout: 10) == .text("\(number) " + message)) }
      writer.stop()
    }
  }

  private static func masked(_ text: String) -> [UInt8] { WebSocket.FrameEncoder.encode(.text, text.utf8, mask: 99) }

  @Test func `a socket that the loop opens alone takes what came with the handshake`() throws {
    try TestServer.run { server in
      let raw = try RawConnection(server)
      let message = WebSocket.FrameEncoder.encode(.text, Array("îndată".utf8), mask: 9)
      try raw.send(
        Array(
          ("GET /now HTTP/1.1\r\nHost: a\r\n\r\nGET /at-once HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").utf8) + message)
      let text = try raw.read(until: "îndată")
      #expect(text.hasPrefix("HTTP/1.1 200 ") && text.contains("HTTP/1.1 101 ") && text.hasSuffix("îndată"))
      let refused = try HTTPClient(server.url).request("GET", "/at-once")
      #expect(refused.status == 426)
    }
  }

  @Test func `a message in pieces, with rests between them, is one message`() throws {
    try TestServer.run { server in
      for deflate in [false, true] {
        let client = try WebSocketClient(server.url, path: "/socket", deflate: deflate)
        let text = String(repeating: "în bucăți ", count: 60)
        var frame = deflate ? compressed(text) : WebSocket.FrameEncoder.encode(.text, Array(text.utf8), mask: 0x0102_0304)
        // A ping between two messages, and a message cut in its header, in its mask and in its payload.
        frame = WebSocket.FrameEncoder.encode(.ping, [1], mask: 7) + frame
        for cut in [1, 7, 8, 9, 12, 14, 20, frame.count - 1] {
          try client.sendRaw(Array(frame[..<cut]))
          pause(0.02)
          try client.sendRaw(Array(frame[cut...]))
          #expect(try client.receive(timeout: 5) == .text(text))
        }
      }
    }
  }

  private func compressed(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    Array(text.utf8).withUnsafeBytes { Deflater(windowBits: 15).deflate($0, into: &bytes) }
    bytes.removeLast(4)
    return WebSocket.FrameEncoder.encode(.text, bytes, isCompressed: true, mask: 0x0a0b_0c0d)
  }
}
