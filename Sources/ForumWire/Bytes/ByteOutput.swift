/// Appending text to bytes without making a `String`.
extension [UInt8] {
  mutating func append(_ literal: StaticString) {
    unsafe append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Sixteen digits, in small letters.
  public mutating func append(hexadecimal number: UInt64) {
    for shift in stride(from: UInt64(60), through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: number >> shift) & 15
      append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
    }
  }

  mutating func append(decimal number: Int) {
    if number < 10, number >= 0 {
      append(UInt8(truncatingIfNeeded: 0x30 + number))
    } else {
      append(contentsOf: String(number).utf8)
    }
  }
}
