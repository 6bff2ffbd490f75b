/// The syntax of `host [":" port]`, RFC 3986 §3.2.2 and RFC 9110 §7.2: what a Host field and an absolute target name.
enum Authority {
  /// Whether the bytes are a host that is not empty, with an optional port up to 65535. User information is refused.
  static func isValid(_ span: Span<UInt8>, _ range: Range<Int>, needsPort: Bool = false) -> Bool {
    guard let hostEnd = hostEnd(span, range) else { return false }
    if hostEnd == range.upperBound { return !needsPort }
    guard span[hostEnd] == UInt8(ascii: ":") else { return false }
    let digits = (hostEnd + 1)..<range.upperBound
    var port = 0
    for index in digits {
      guard span[index].isDigit else { return false }
      port = port * 10 + Int(span[index] - 0x30)
      if port > 65535 { return false }
    }
    return !needsPort || !digits.isEmpty
  }

  private static func hostEnd(_ span: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard let first = range.first else { return nil }
    return span[first] == UInt8(ascii: "[") ? literalEnd(span, range) : nameEnd(span, range)
  }

  /// reg-name or IPv4address: unreserved, sub-delims and percent triplets.
  private static func nameEnd(_ span: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound, span[index] != UInt8(ascii: ":") {
      if span[index] == UInt8(ascii: "%") {
        guard index + 2 < range.upperBound, span[index + 1].hexValue != nil, span[index + 2].hexValue != nil else { return nil }
        index += 2
      } else if !span[index].isUnreserved, !span[index].isSubDelimiter {
        return nil
      }
      index += 1
    }
    return index > range.lowerBound ? index : nil
  }

  /// IP-literal: an IPv6 address or a later version's in brackets; only its characters and colons are checked.
  private static func literalEnd(_ span: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound + 1
    let isFuture = index < range.upperBound && span[index].lowercased == UInt8(ascii: "v")
    var colons = 0
    while index < range.upperBound, span[index] != UInt8(ascii: "]") {
      let byte = span[index]
      if byte == UInt8(ascii: ":") {
        colons += 1
      } else if isFuture ? !(byte.isUnreserved || byte.isSubDelimiter) : (byte.hexValue == nil && byte != UInt8(ascii: ".")) {
        return nil
      }
      index += 1
    }
    guard index < range.upperBound, isFuture ? index > range.lowerBound + 3 : (2...7).contains(colons) else { return nil }
    return index + 1
  }
}
