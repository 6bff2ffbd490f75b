/// The classes of bytes that the grammars of RFC 9110 and RFC 3986 speak of.
extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20

  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// Optional whitespace, RFC 9110 §5.6.3.
  var isBlank: Bool { self == .space || self == .tab }
  /// A letter A–Z as a–z, every other byte as it is.
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  /// tchar, RFC 9110 §5.6.2: letters, digits and ``!#$%&'*+-.^_`|~``, as a bit for each byte below 128. Names are most of the
  /// bytes that are looked at one by one.
  @inline(__always)
  var isToken: Bool {
    let bits: UInt64 = self < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
    return self < 128 && bits >> UInt64(self & 63) & 1 != 0
  }

  /// Any byte a field value may hold: visible, blank or obs-text, RFC 9110 §5.5.
  var isFieldContent: Bool { self >= 0x20 && self != 0x7F || self == .tab }

  /// unreserved, RFC 3986 §2.3.
  var isUnreserved: Bool {
    isLetter || isDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
      || self == UInt8(ascii: "~")
  }

  /// sub-delims, RFC 3986 §2.2.
  var isSubDelimiter: Bool {
    switch self {
    case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
      true
    default: false
    }
  }

  /// The value of a hexadecimal digit in either case.
  var hexValue: Int? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self) - 0x61 + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self) - 0x41 + 10
    default: nil
    }
  }
}
