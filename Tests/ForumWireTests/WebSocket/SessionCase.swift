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
