import ForumWire
import Testing

@Suite struct SessionTests {
  @Test(arguments: SessionCase.all)
  func `every stream of frames means what RFC 6455 says`(_ stream: SessionCase) {
    #expect(events([stream.input]) == stream.expected)
    for pieces in everySplit(stream.input) { #expect(events(pieces) == stream.expected) }
  }

  @Test(arguments: SessionCase.all)
  func `a session at rest may be forgotten and made anew`(_ stream: SessionCase) {
    for pieces in everySplit(stream.input) {
      var session = WebSocket.Session(role: .server, maximumMessage: 1 << 20)
      let got = pieces.flatMap { piece in
        if session.isAtRest { session = WebSocket.Session(role: .server, maximumMessage: 1 << 20) }
        return session.receive(piece)
      }
      #expect(got == stream.expected)
    }
  }

  @Test func `a session rests between messages, and never again once closing has begun`() {
    var session = WebSocket.Session(role: .server, maximumMessage: 100)
    #expect(session.isAtRest)
    let frame = masked(.text, "ab", isFinal: false) + masked(.ping, "p") + masked(.continuation, "c")
    for (index, byte) in frame.enumerated() {
      _ = session.receive([byte])
      #expect(session.isAtRest == (index == frame.count - 1))
    }
    _ = session.close()
    #expect(!session.isAtRest)
    _ = session.receive(masked(.close, ""))
    #expect(!session.isAtRest)
  }

  @Test func `a client refuses masked frames and masks its own`() {
    let mask = WebSocket.Failure.masked
    #expect(
      events([hex("8180")], role: .client) == [
        .send(WebSocket.FrameEncoder.close(mask.code, reason: mask.reason, mask: 0x0403_0201)),
        .closed(mask.code, reason: mask.reason),
      ])
    #expect(events([hex("890161")], role: .client) == [.ping(bytes("a")), .send(hex("8a81 01020304 60"))])
  }

  @Test func `two sessions talk and part`() {
    var server = WebSocket.Session(role: .server, maximumMessage: 100)
    var client = WebSocket.Session(role: .client, maximumMessage: 100)
    #expect(server.receive(client.encode(.text, bytes("bună"))) == [.message(.text, bytes("bună"))])
    #expect(client.receive(server.encode(.binary, [1, 2])) == [.message(.binary, [1, 2])])
    let pings = server.receive(client.ping(bytes("x")))
    guard pings.count == 2, case .send(let pong) = pings[1] else {
      Issue.record("no pong")
      return
    }
    #expect(client.receive(pong) == [.pong(bytes("x"))])

    let goodbye = server.close(.goingAway, reason: "se oprește")
    #expect(server.close() == [])
    #expect(server.encode(.text, bytes("x")) == [])
    #expect(server.ping() == [])
    #expect(!server.isOpen)
    // What the client still says before it heard is dropped.
    #expect(server.receive(client.encode(.text, bytes("late"))) == [])
    let farewell = client.receive(goodbye)
    guard farewell.count == 2, case .send(let echo) = farewell[0] else {
      Issue.record("no echo")
      return
    }
    #expect(farewell[1] == .closed(.goingAway, reason: "se oprește"))
    #expect(server.receive(echo) == [.closed(.goingAway, reason: "")])
  }

  @Test func `what came before a close or a fault in the same bytes can still be answered`() {
    for end in [WebSocket.FrameEncoder.close(.normal, mask: 5), hex("bf00"), masked(.continuation, "b")] {
      var session = WebSocket.Session(role: .server, maximumMessage: 100)
      let events = session.receive(masked(.text, "a") + end)
      #expect(events.count == 3 && events.first == .message(.text, bytes("a")) && events.last?.isEnd == true)
      #expect(session.encode(.text, bytes("a")) == hex("810161"))
      // The close frame is among the events: there is no other.
      #expect(!session.isOpen && session.close() == [])
      #expect(session.receive(masked(.text, "b")) == [])
    }
  }

  @Test func `a fault while closing sends no second close`() {
    var session = WebSocket.Session(role: .server, maximumMessage: 100)
    _ = session.close()
    #expect(session.receive(hex("8100")) == [.closed(.protocolError, reason: WebSocket.Failure.notMasked.reason)])
  }

  @Test func `a message of 16 MiB in reads of 64 KiB is taken whole, in time proportional to its size`() {
    let payload = [UInt8](repeating: 0x61, count: 1 << 24)
    let frame = masked(.text, payload)
    var session = WebSocket.Session(role: .server, maximumMessage: 1 << 24)
    var received: [WebSocket.Event] = []
    let time = ContinuousClock().measure {
      for start in stride(from: 0, to: frame.count, by: 65_536) {
        received += session.receive(Array(frame[start..<min(start + 65_536, frame.count)]))
      }
    }
    #expect(received == [.message(.text, payload)])
    // Copying it again for each read would be two gigabytes.
    #expect(time < .seconds(20))
  }

  @Test func `failures have short reasons and codes that may be sent`() {
    for failure in WebSocket.Failure.allCases {
      #expect(failure.code.isSendable)
      #expect(failure.reason.utf8.count <= 123)
    }
  }
}
