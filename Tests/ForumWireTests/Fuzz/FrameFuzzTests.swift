import ForumWire
import FuzzSupport
import Testing

/// Frames that were damaged. `DeflateFuzzTests` does the same through zlib.
struct FrameFuzzTests {
  private static let tokens = [
    "\u{0}", "\u{1}", "\u{2}", "\u{7D}", "\u{7E}", "\u{7F}", "ș", "\u{1F600}",
  ]

  @Test func `frames mean the same however they are split, and pass no limit`() throws {
    // Text cannot say these bytes: headers of every kind, and what is not UTF-8.
    let headers: [[UInt8]] = [
      [0x81, 0x80, 0, 0, 0, 0], [0x01, 0x81, 0, 0, 0, 0], [0x80, 0x80, 1, 2, 3, 4], [0x89, 0x80, 0, 0, 0, 0],
      [0x88, 0x82, 0, 0, 0, 0, 3],
      [0xC1, 0x80, 0, 0, 0, 0], [0x82, 0xFE, 0, 126], [0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0], [0x82, 0xFF, 0x80], [0xFF],
      [0xED, 0xA0, 0x80],
    ]
    try Fuzzer(
      "frames", seeds: SessionCase.all.map(\.input).filter { $0.count < 400 } + headers, tokens: Self.tokens, rounds: 6_000
    )
    .run { input, random in
      for deflates in [false, true] {
        let whole = events([input], maximumMessage: 64, deflates: deflates)
        try holds(
          events(random.split(input), maximumMessage: 64, deflates: deflates) == whole, "in pieces it means something else")
        try holds(
          events(input.map { [$0] }, maximumMessage: 64, deflates: deflates) == whole, "byte by byte it means something else")
        try Self.check(whole)
      }
    }
  }

  @Test func `messages come out as they went in`() throws {
    try Fuzzer("frames", tokens: Self.tokens, rounds: 1_500, limit: 1_000).run { input, random in
      var client = WebSocket.Session(role: .client, maximumMessage: 1 << 20)
      var stream: [UInt8] = []
      var expected: [WebSocket.Event] = []
      let long = (0..<random.one(of: [1, 1, 1, 1, 1, 1, 1, 100])).flatMap { _ in input }
      for _ in 0..<random.number(1...3) {
        stream += client.encode(.binary, long)
        expected.append(.message(.binary, long))
        let text = String(decoding: long, as: UTF8.self)
        // In fragments, with a ping between them.
        let pieces = random.split(Array(text.utf8))
        for (index, piece) in pieces.enumerated() {
          stream += masked(index == 0 ? .text : .continuation, piece, isFinal: index == pieces.count - 1)
          if index < pieces.count - 1, index < 3 {
            stream += client.ping([1])
            expected += [.ping([1]), .send([0x8A, 1, 1])]
          }
        }
        if !pieces.isEmpty { expected.append(.message(.text, Array(text.utf8))) }
      }
      try holds(events(random.split(stream)) == expected, "messages came out otherwise")
    }
  }

  static func check(_ events: [WebSocket.Event]) throws {
    try holds(!events.dropLast().contains(where: \.isEnd), "something comes after the end")
    for event in events {
      guard case .message(let opcode, let message) = event else { continue }
      try holds(message.count <= 64, "a message passes its limit")
      try holds(opcode != .text || String(validating: message, as: UTF8.self) != nil, "a text is not UTF-8")
    }
  }
}
