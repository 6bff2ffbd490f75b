/// A weight, RFC 9110 §12.4.2, in thousandths.
enum Quality {
  /// `0`, `1`, `0.` and up to three digits, `1.` and up to three zeros; nil for anything else.
  static func parse(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first == 0x30 || first == 0x31, bytes.count <= 5 else { return nil }
    if bytes.count > 1, bytes[1] != UInt8(ascii: ".") { return nil }
    var quality = Int(first - 0x30) * 1000
    var unit = 100
    for digit in bytes.dropFirst(2) {
      guard digit.isDigit else { return nil }
      quality += Int(digit - 0x30) * unit
      unit /= 10
    }
    return quality <= 1000 ? quality : nil
  }
}
