/// Comma-separated lists whose elements may hold quoted commas, RFC 9110 §5.6.1.
enum FieldList {
  static func elements(_ value: String) -> [String] {
    var elements: [String] = []
    var element: [UInt8] = []
    var isQuoted = false
    var isEscaped = false
    for byte in value.utf8 {
      if byte == UInt8(ascii: ","), !isQuoted {
        elements.append(String(decoding: element, as: UTF8.self))
        element = []
        continue
      }
      element.append(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: "\\"), isQuoted {
        isEscaped = true
      }
    }
    elements.append(String(decoding: element, as: UTF8.self))
    return elements.filter { !$0.utf8.allSatisfy(\.isBlank) }
  }
}
