/// Base64 and its form for URLs, RFC 4648 §4 and §5.
///
/// Decoding is strict: only what encoding would write, so that one value has one spelling.
public enum Base64 {
  public static func encode(_ bytes: some Sequence<UInt8>) -> String { encode(bytes, isURL: false) }

  /// The URL alphabet, without padding.
  public static func encodeURL(_ bytes: some Sequence<UInt8>) -> String { encode(bytes, isURL: true) }

  /// Padding is needed; nil for anything else than the one right spelling.
  public static func decode(_ text: String) -> [UInt8]? {
    var digits = Array(text.utf8)
    guard digits.count % 4 == 0 else { return nil }
    for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
    guard let bytes = decode(digits, isURL: false), encode(bytes, isURL: false).utf8.count == text.utf8.count else { return nil }
    return bytes
  }

  /// The URL alphabet without padding; nil for anything else than the one right spelling.
  public static func decodeURL(_ text: String) -> [UInt8]? { decode(Array(text.utf8), isURL: true) }

  private static func encode(_ bytes: some Sequence<UInt8>, isURL: Bool) -> String {
    var output: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        output.append(digit(UInt8(bits >> UInt32(count) & 0x3F), isURL))
      }
    }
    if count > 0 { output.append(digit(UInt8(bits << UInt32(6 - count) & 0x3F), isURL)) }
    while !isURL, output.count % 4 != 0 { output.append(UInt8(ascii: "=")) }
    return String(decoding: output, as: UTF8.self)
  }

  private static func decode(_ digits: [UInt8], isURL: Bool) -> [UInt8]? {
    guard digits.count % 4 != 1 else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(digits.count * 3 / 4)
    var bits: UInt32 = 0
    var count = 0
    for digit in digits {
      guard let value = value(digit, isURL) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    // Bits that belong to no byte must be zero.
    guard bits & (1 << UInt32(count) - 1) == 0 else { return nil }
    return output
  }

  private static func digit(_ value: UInt8, _ isURL: Bool) -> UInt8 {
    switch value {
    case ..<26: UInt8(ascii: "A") + value
    case ..<52: UInt8(ascii: "a") + value - 26
    case ..<62: UInt8(ascii: "0") + value - 52
    case 62: isURL ? UInt8(ascii: "-") : UInt8(ascii: "+")
    default: isURL ? UInt8(ascii: "_") : UInt8(ascii: "/")
    }
  }

  private static func value(_ digit: UInt8, _ isURL: Bool) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case isURL ? UInt8(ascii: "-") : UInt8(ascii: "+"): 62
    case isURL ? UInt8(ascii: "_") : UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
