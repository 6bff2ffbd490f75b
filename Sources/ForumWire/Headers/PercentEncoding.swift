/// Percent-encoding, RFC 3986 §2.1.
public enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Every byte but the unreserved ones encoded: safe as a path segment or in a query.
  public static func encode(_ text: String) -> String { encode(text, keeping: { $0.isUnreserved }) }

  /// As `encode`, with the slashes kept.
  public static func encodePath(_ path: String) -> String { encode(path) { $0.isUnreserved || $0 == UInt8(ascii: "/") } }

  private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
    if text.utf8.allSatisfy(isKept) { return text }
    var output: [UInt8] = []
    for byte in text.utf8 { isKept(byte) ? output.append(byte) : append(byte, to: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  static func append(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "%"))
    output.append(digits[Int(byte >> 4)])
    output.append(digits[Int(byte & 15)])
  }

  /// The text behind an encoded one; nil when a triplet is not well formed, the bytes are not UTF-8, or one is NUL.
  public static func decode(_ text: some StringProtocol) -> String? {
    guard let bytes = decodeBytes(text), !bytes.contains(0), UTF8Validator.isValid(bytes) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func decodeBytes(_ text: some StringProtocol) -> [UInt8]? {
    var output: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "%") else {
        output.append(byte)
        continue
      }
      guard let high = bytes.next()?.hexValue, let low = bytes.next()?.hexValue else { return nil }
      output.append(UInt8(high << 4 | low))
    }
    return output
  }

  /// The segments of a path, decoded: `/threads/42` gives `threads`, `42`. nil when it does not begin with a slash, a segment does
  /// not decode, hides a slash, or is `.` or `..`. A path that ends with a slash has an empty last segment.
  public static func segments(_ path: String) -> [String]? {
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    var segments: [String] = []
    for part in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let segment = decode(Substring(part)), segment != ".", segment != "..", !segment.utf8.contains(UInt8(ascii: "/"))
      else {
        return nil
      }
      segments.append(segment)
    }
    return segments
  }
}
