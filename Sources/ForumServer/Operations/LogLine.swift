import ForumCore
import Glibc

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
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    switch fact {
    case .text(let text): quote(text)
    case .number(let number): bytes += String(number).utf8
    }
  }

  /// The line with its end.
  var finished: [UInt8] { bytes + [UInt8(ascii: "}"), UInt8(ascii: "\n")] }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
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
    bytes.append(UInt8(ascii: "\""))
  }

  private static func now() -> String { Instant.now.description }
}
