/// Reads a field value from left to right by the grammar of RFC 9110 §5.6: tokens, quoted strings and separators with blanks around.
struct FieldCursor {
  private let bytes: [UInt8]
  private var index = 0

  init(_ value: String) { bytes = Array(value.utf8) }

  var isAtEnd: Bool { index == bytes.count }
  var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skipBlanks() {
    while let byte = next, byte.isBlank { index += 1 }
  }

  /// Steps over `separator` and the blanks around it; false when it is not there.
  mutating func skip(_ separator: UInt8) -> Bool {
    skipBlanks()
    guard next == separator else { return false }
    index += 1
    skipBlanks()
    return true
  }

  /// Steps over exactly this byte.
  mutating func skipExactly(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  mutating func token() -> String? {
    take(\.isToken)
  }

  /// The longest run of bytes of a class; nil when it is empty.
  mutating func take(_ belongs: (UInt8) -> Bool) -> String? {
    let start = index
    while let byte = next, belongs(byte) { index += 1 }
    return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
  }

  /// A token, or a quoted string without its quotes and escapes; nil when neither is there.
  mutating func tokenOrQuoted() -> String? {
    guard next == UInt8(ascii: "\"") else { return token() }
    index += 1
    var content: [UInt8] = []
    while let byte = next {
      index += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") {
        guard let escaped = next else { return nil }
        index += 1
        content.append(escaped)
      } else {
        content.append(byte)
      }
    }
    return nil
  }
}
