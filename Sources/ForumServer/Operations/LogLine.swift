import ForumCore
import ForumWire

/// One line of the log while it is being written: a JSON object that begins with time, level and event.
struct LogLine {
  private var bytes: [UInt8] = []

  init(level: LogLevel, event: String) {
    bytes.reserveCapacity(192)
    bytes.append(UInt8(ascii: "{"))
    add("at", .text(Self.now()))
    add("level", .text(level.rawValue))
    add("event", .text(event))
  }

  mutating func add(_ name: String, _ fact: Fact) {
    begin(name)
    switch fact {
    case .text(let text): quote(text)
    case .number(let number): bytes += String(number).utf8
    }
  }

  /// A request's number, as `Request-Id` has it.
  mutating func add(_ name: String, request: UInt64) {
    begin(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(hexadecimal: request)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func begin(_ name: String) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    quote(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// The line with its end.
  consuming func finished() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Almost every text is plain.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      return bytes.append(contentsOf: text.utf8)
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        bytes += "\\u00".utf8
        bytes += (byte < 16 ? "0" : "").utf8
        bytes += String(byte, radix: 16).utf8
      default: bytes.append(byte)
      }
    }
  }

  private static func now() -> String { Instant.now.description }
}
