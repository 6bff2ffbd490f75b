/// Turns text into the content of a document, byte by byte in UTF-8.
///
/// HTML and XML agree on the four characters escaped here. What neither may hold as itself (control characters but tab and line
/// ends, DEL, C1 controls, noncharacters) is written as U+FFFD: it is never silently dropped, and the document stays valid.
enum Escaping {
  /// Appends `content`; `quotes` escapes `"` too, as inside an attribute.
  static func append(_ content: String, to bytes: inout [UInt8], quotes: Bool) {
    var content = content
    content.withUTF8 { append($0, to: &bytes, quotes: quotes) }
  }

  static func append(_ content: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], quotes: Bool) {
    var start = 0
    var index = 0
    let count = content.count
    while index < count {
      let byte = content[index]
      if plain[Int(byte)] {
        index += 1
        continue
      }
      let (length, replacement) = escape(content, at: index, quotes: quotes)
      if let replacement {
        bytes.append(contentsOf: content[start..<index])
        replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
        start = index + length
      }
      index += length
    }
    bytes.append(contentsOf: content[start..<count])
  }

  /// A number in decimal, without a string in between.
  static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Bytes that never need a second look: most of them.
  private static let plain: [Bool] = (0..<256).map { byte in
    switch byte {
    case 0x09, 0x0A: true
    case 0..<0x20, 0x22, 0x26, 0x3C, 0x3E, 0x7F, 0xC2, 0xEF, 0xF0...0xF4: false
    default: true
    }
  }

  /// How many bytes from `index` on belong together, and what is written for them; nil as they are.
  private static func escape(
    _ content: UnsafeBufferPointer<UInt8>, at index: Int, quotes: Bool
  ) -> (length: Int, replacement: StaticString?) {
    func byte(_ offset: Int) -> UInt8 { index + offset < content.count ? content[index + offset] : 0 }
    switch content[index] {
    case UInt8(ascii: "&"): return (1, "&amp;")
    case UInt8(ascii: "<"): return (1, "&lt;")
    case UInt8(ascii: ">"): return (1, "&gt;")
    case UInt8(ascii: "\""): return (1, quotes ? "&quot;" : nil)
    case 0x0D: return byte(1) == 0x0A ? (1, "") : (1, "\n")
    case 0..<0x20, 0x7F: return (1, "\u{FFFD}")
    case 0xC2: return byte(1) < 0xA0 ? (2, "\u{FFFD}") : (2, nil)  // U+0080…U+009F
    case 0xEF:  // U+FDD0…U+FDEF, U+FFFE, U+FFFF
      let isNoncharacter = byte(1) == 0xB7 && (0x90...0xAF).contains(byte(2)) || byte(1) == 0xBF && byte(2) >= 0xBE
      return (3, isNoncharacter ? "\u{FFFD}" : nil)
    default:  // U+1FFFE, U+1FFFF and their like in every plane above
      let isNoncharacter = byte(1) & 0x0F == 0x0F && byte(2) == 0xBF && byte(3) >= 0xBE
      return (4, isNoncharacter ? "\u{FFFD}" : nil)
    }
  }
}
