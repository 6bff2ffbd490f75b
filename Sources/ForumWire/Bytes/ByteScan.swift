/// Searches that look at eight bytes at a time, and comparisons that make no `String`.
///
/// A word's lowest matching byte is found exactly by the borrow of a subtraction: `x - 0x01…01` carries out of a byte only when
/// that byte was zero, so false marks can only stand above a true one.
extension Span where Element == UInt8 {
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var tops: UInt64 { 0x8080_8080_8080_8080 }

  /// Eight bytes from `offset`, the first one in the lowest place.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The first place at or after `start` that holds `byte`.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    let pattern = Self.ones &* UInt64(byte)
    var index = start
    while index &+ 8 <= count {
      let difference = word(at: index) ^ pattern
      let marks = (difference &- Self.ones) & ~difference & Self.tops
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// The first place at or after `start` that holds a control character (below space, or DEL), or `count`.
  @inline(__always)
  func firstControl(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let word = word(at: index)
      let delete = word ^ (Self.ones &* 0x7F)
      let marks = ((word &- Self.ones &* 0x20) & ~word | (delete &- Self.ones) & ~delete) & Self.tops
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count, self[index] >= 0x20, self[index] != 0x7F { index += 1 }
    return index
  }

  /// The first place at or after `start` that holds a byte above 0x7F, or `count`.
  func firstNonASCII(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let marks = word(at: index) & Self.tops
      if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count, self[index] < 0x80 { index += 1 }
    return index
  }

  /// Whether the bytes in `range` are `literal`, letters compared without case.
  func matches(_ literal: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == literal.utf8CodeUnitCount else { return false }
    let start = unsafe literal.utf8Start
    for offset in 0..<range.count where unsafe self[range.lowerBound + offset].lowercased != start[offset].lowercased {
      return false
    }
    return true
  }

  /// Whether the bytes in `range` are exactly `literal`.
  func equals(_ literal: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == literal.utf8CodeUnitCount else { return false }
    let start = unsafe literal.utf8Start
    for offset in 0..<range.count where unsafe self[range.lowerBound + offset] != start[offset] { return false }
    return true
  }

  /// `range` without blanks at its ends.
  @inline(__always)
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isBlank { lower += 1 }
    while lower < upper, self[upper - 1].isBlank { upper -= 1 }
    return lower..<upper
  }

  /// The text in `range`; bytes that are not UTF-8 become U+FFFD.
  func string(_ range: Range<Int>) -> String {
    unsafe bytes.withUnsafeBytes { unsafe String(decoding: UnsafeRawBufferPointer(rebasing: $0[range]), as: UTF8.self) }
  }
}

/// The elements of a comma-separated list (RFC 9110 §5.6.1), trimmed; empty ones are given too, because some fields forbid them.
struct ListElements {
  private var position: Int?
  private let end: Int

  init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func next(in span: Span<UInt8>) -> Range<Int>? {
    guard let start = position else { return nil }
    var index = start
    while index < end, span[index] != UInt8(ascii: ",") { index += 1 }
    position = index < end ? index + 1 : nil
    return span.trimmed(start..<index)
  }
}
