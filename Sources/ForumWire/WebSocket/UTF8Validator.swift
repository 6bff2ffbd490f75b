/// Says whether bytes that come in pieces are UTF-8, RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
public struct UTF8Validator: Sendable {
  /// How many continuation bytes the character under way still needs.
  private var needed = 0
  /// The bounds of the next continuation byte: narrower than 80–BF after E0, ED, F0 and F4.
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  public init() {}

  /// Whether the bytes so far end with a whole character.
  public var isComplete: Bool { needed == 0 }

  /// Takes the next bytes; false as soon as no continuation could make them valid.
  public mutating func append(_ bytes: [UInt8]) -> Bool { append(bytes.span, from: 0) }

  /// Takes the bytes from `start` to the end.
  mutating func append(_ span: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < span.count {
      if needed == 0 {
        index = span.firstNonASCII(from: index)
        guard index < span.count else { return true }
        guard begin(span[index]) else { return false }
      } else {
        guard span[index] >= lowest, span[index] <= highest else { return false }
        needed -= 1
        lowest = 0x80
        highest = 0xBF
      }
      index += 1
    }
    return true
  }

  private mutating func begin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2...0xDF: needed = 1
    case 0xE0...0xEF:
      needed = 2
      if byte == 0xE0 { lowest = 0xA0 }
      if byte == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      needed = 3
      if byte == 0xF0 { lowest = 0x90 }
      if byte == 0xF4 { highest = 0x8F }
    default: return false
    }
    return true
  }

  /// Whether the whole of `bytes` is UTF-8.
  public static func isValid(_ bytes: [UInt8]) -> Bool {
    var validator = UTF8Validator()
    return validator.append(bytes) && validator.isComplete
  }
}
