/// Appending text to bytes without making a `String`.
extension [UInt8] {
  mutating func append(_ literal: StaticString) {
    unsafe append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  mutating func append(decimal number: Int) {
    if number < 10, number >= 0 {
      append(UInt8(truncatingIfNeeded: 0x30 + number))
    } else {
      append(contentsOf: String(number).utf8)
    }
  }
}
