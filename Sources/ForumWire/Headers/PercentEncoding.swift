/// Percent-encoding, RFC 3986 §2.1.
public enum PercentEncoding {
  private static let digits = Array("0123456789ABCDEF".utf8)

  /// Every byte but the unreserved ones encoded: safe as a path segment or in a query.
  public static func encode(_ text: String) -> String {
    if text.utf8.allSatisfy(\.isUnreserved) { return text }
    var output: [UInt8] = []
    for byte in text.utf8 { byte.isUnreserved ? output.append(byte) : append(byte, to: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  static func append(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "%"))
    output.append(digits[Int(byte >> 4)])
    output.append(digits[Int(byte & 15)])
  }

  /// The same path in its normal form: unreserved characters that were encoded stand for themselves (RFC 3986 §6.2.2.2, RFC 9110
  /// §4.2.3). All else stays as it was sent, so that no encoded slash becomes one, and a triplet that is none remains what it is.
  public static func normalized(path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
    let bytes = Array(path.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = bytes[index + 1].hexValue,
        let low = bytes[index + 2].hexValue, UInt8(high << 4 | low).isUnreserved
      {
        output.append(UInt8(high << 4 | low))
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
