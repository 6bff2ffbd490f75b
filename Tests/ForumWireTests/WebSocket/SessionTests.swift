import ForumWire
import Testing

/// Streams of frames from a client and what a server's session makes of them, by section of RFC 6455.
struct SessionCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let input: [UInt8]
  let expected: [WebSocket.Event]

  init(_ description: String, _ input: [UInt8], _ expected: [WebSocket.Event]) {
    testDescription = description
    self.input = input
    self.expected = expected
  }

  private static let pong = WebSocket.Event.send(hex("8a0170"))

  static let all: [SessionCase] = fragments + controls + closes + frames + texts

  static let fragments: [SessionCase] = [
    SessionCase("empty text", masked(.text, ""), [.message(.text, [])]),
    SessionCase("empty binary", masked(.binary, []), [.message(.binary, [])]),
    SessionCase(
      "three fragments",
      masked(.text, "a", isFinal: false) + masked(.continuation, "b", isFinal: false) + masked(.continuation, "c"),
      [.message(.text, bytes("abc"))]),
    SessionCase(
      "empty fragments",
      masked(.text, "", isFinal: false) + masked(.continuation, "", isFinal: false) + masked(.continuation, ""),
      [.message(.text, [])]),
    SessionCase(
      "a ping between fragments", masked(.text, "a", isFinal: false) + masked(.ping, "p") + masked(.continuation, "b"),
      [.ping(bytes("p")), pong, .message(.text, bytes("ab"))]),
    SessionCase(
      "two messages", masked(.text, "a") + masked(.binary, [1]), [.message(.text, bytes("a")), .message(.binary, [1])]),
    SessionCase("a continuation of nothing", masked(.continuation, "a"), failed(.nothingToContinue)),
    SessionCase("an open continuation of nothing", masked(.continuation, "a", isFinal: false), failed(.nothingToContinue)),
    SessionCase(
      "a continuation after the end", masked(.text, "a") + masked(.continuation, "b"),
      [.message(.text, bytes("a"))] + failed(.nothingToContinue)),
    SessionCase(
      "a message inside another", masked(.text, "a", isFinal: false) + masked(.text, "b"), failed(.messageNotFinished)),
    SessionCase(
      "a binary inside a text", masked(.text, "a", isFinal: false) + masked(.binary, [1]), failed(.messageNotFinished)),
  ]

  static let controls: [SessionCase] = [
    SessionCase("ping", masked(.ping, "p"), [.ping(bytes("p")), pong]),
    SessionCase("empty ping", masked(.ping, ""), [.ping([]), .send(hex("8a00"))]),
    SessionCase(
      "a ping of 125 bytes", masked(.ping, [UInt8](repeating: 7, count: 125)),
      [.ping([UInt8](repeating: 7, count: 125)), .send([0x8A, 125] + [UInt8](repeating: 7, count: 125))]),
    SessionCase(
      "a pong nobody asked for", masked(.pong, "x") + masked(.text, "a"), [.pong(bytes("x")), .message(.text, bytes("a"))]),
    SessionCase("a ping of 126 bytes", hex("89fe007e"), failed(.controlTooLong)),
    SessionCase("a close of 64 bits", hex("88ff"), failed(.controlTooLong)),
    SessionCase("a fragmented ping", hex("09"), failed(.controlFragmented)),
    SessionCase("a fragmented close", hex("08"), failed(.controlFragmented)),
  ]

  static let closes: [SessionCase] =
    [
      SessionCase("an empty close", masked(.close, []), [.send(hex("8800")), .closed(nil, reason: "")]),
      SessionCase("a close with a code", closing(1000), [.send(hex("880203e8")), .closed(.normal, reason: "")]),
      SessionCase(
        "a close with a reason", closing(4999, bytes("bună")), [.send(hex("88021387")), .closed(.init(4999), reason: "bună")]),
      SessionCase(
        "nothing counts after a close", closing(1001) + masked(.text, "a"),
        [.send(hex("880203e9")), .closed(.goingAway, reason: "")]),
      SessionCase(
        "garbage after a close", closing(1000) + [0xFF, 0xFF], [.send(hex("880203e8")), .closed(.normal, reason: "")]),
      SessionCase("a close of one byte", masked(.close, [3]), failed(.badClosePayload)),
      SessionCase("a close reason that is not UTF-8", closing(1000, [0xC3, 0x28]), failed(.badText)),
      SessionCase("a close reason cut inside a character", closing(1000, [0xC8]), failed(.badText)),
      SessionCase(
        "a close in the middle of a message", masked(.text, "a", isFinal: false) + closing(1000),
        [.send(hex("880203e8")), .closed(.normal, reason: "")]),
    ]
    + ([0, 999, 1004, 1005, 1006, 1012, 1013, 1014, 1015, 1016, 1100, 2000, 2999, 5000, 65_535] as [UInt16]).map {
      SessionCase("close code \($0)", closing($0), failed(.badCloseCode))
    }
    + ([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999] as [UInt16]).map {
      SessionCase(
        "close code \($0)", closing($0),
        [.send([0x88, 2, UInt8($0 >> 8), UInt8($0 & 0xFF)]), .closed(WebSocket.CloseCode($0), reason: "")])
    }

  static let frames: [SessionCase] =
    [
      SessionCase("unmasked text", hex("810161"), failed(.notMasked)),
      SessionCase("unmasked close", hex("8800"), failed(.notMasked)),
      SessionCase("RSV1", hex("c1"), failed(.reservedBits)),
      SessionCase("RSV2", hex("a1"), failed(.reservedBits)),
      SessionCase("RSV3", hex("91"), failed(.reservedBits)),
      SessionCase("RSV1 on a ping", hex("c9"), failed(.reservedBits)),
      SessionCase("a long form for 125", hex("82fe007d"), failed(.lengthNotMinimal)),
      SessionCase("a long form for 0", hex("82fe0000"), failed(.lengthNotMinimal)),
      SessionCase("the longest form for 65535", hex("82ff000000000000ffff"), failed(.lengthNotMinimal)),
      SessionCase("the longest form for 0", hex("82ff0000000000000000"), failed(.lengthNotMinimal)),
      SessionCase("a length with its top bit", hex("82ff80"), failed(.lengthTooLong)),
      SessionCase("2^63-1 bytes", hex("82ff7fffffffffffffff 00000000"), failed(.messageTooBig)),
      SessionCase("one byte too many, refused before the payload", hex("82ff0000000000100001 00000000"), failed(.messageTooBig)),
      SessionCase("just within the limit", hex("82ff0000000000100000 00000000"), []),
      SessionCase(
        "fragments too large together", masked(.binary, [1, 2], isFinal: false) + hex("80ff00000000000fffff 00000000"),
        failed(.messageTooBig)),
    ]
    + ([0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF] as [UInt8]).map {
      SessionCase("opcode \($0)", [0x80 | $0], failed(.reservedOpcode))
    }

  static let texts: [SessionCase] = [
    SessionCase("UTF-8", masked(.text, "κόσμε ș 𝄞"), [.message(.text, bytes("κόσμε ș 𝄞"))]),
    SessionCase(
      "a character split over fragments", masked(.text, [0xF0, 0x9D], isFinal: false) + masked(.continuation, [0x84, 0x9E]),
      [.message(.text, bytes("𝄞"))]),
    SessionCase("a cut character at the end", masked(.text, [0x61, 0xC8]), failed(.badText)),
    SessionCase("an overlong form", masked(.text, [0xC0, 0xAF]), failed(.badText)),
    SessionCase("a surrogate", masked(.text, [0xED, 0xA0, 0x80]), failed(.badText)),
    SessionCase("above U+10FFFF", masked(.text, [0xF4, 0x90, 0x80, 0x80]), failed(.badText)),
    SessionCase("a bad byte fails before the message ends", masked(.text, [0x61, 0xFF], isFinal: false), failed(.badText)),
    SessionCase("any bytes are binary", masked(.binary, [0xFF, 0xC0]), [.message(.binary, [0xFF, 0xC0])]),
  ]
}

@Suite struct SessionTests {
  @Test(arguments: SessionCase.all)
  func `every stream of frames means what RFC 6455 says`(_ stream: SessionCase) {
    #expect(events([stream.input]) == stream.expected)
    for pieces in everySplit(stream.input) { #expect(events(pieces) == stream.expected) }
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

  @Test func `mutated frames never trap and mean the same however they are split`() {
    let seeds = SessionCase.all.map(\.input)
    let spice: [UInt8] = [0x00, 0x01, 0x80, 0x81, 0x82, 0x88, 0x89, 0xC1, 0xFE, 0xFF, 0x7D, 0x7E, 0x7F, 0xC8, 0x99]
    for seed in UInt64(1)...2_000 {
      var generator = SeededGenerator(seed: seed)
      let input = generator.mutate(
        seeds.randomElement(using: &generator)! + seeds.randomElement(using: &generator)!, spice: spice)
      for deflates in [false, true] {
        let expected = events([input], deflates: deflates)
        #expect(events(generator.split(input), deflates: deflates) == expected, "seed \(seed)")
        #expect(events(input.map { [$0] }, deflates: deflates) == expected, "seed \(seed)")
      }
    }
  }

  @Test func `failures have short reasons and codes that may be sent`() {
    for failure in WebSocket.Failure.allCases {
      #expect(failure.code.isSendable)
      #expect(failure.reason.utf8.count <= 123)
    }
  }
}
