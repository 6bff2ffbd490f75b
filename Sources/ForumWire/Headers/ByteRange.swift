/// The part of a file a client asks for, RFC 9110 §14: one range of bytes.
public enum ByteRange: Equatable, Sendable {
  /// Answer the whole with 200: there was no range, or one we do not serve (several, other units, not well formed).
  case whole
  /// Answer 206 with these bytes and `contentRange`.
  case part(Range<Int>)
  /// Answer 416 with `Content-Range: bytes */length`.
  case unsatisfiable

  /// Reads the value of the Range field for a file of `length` bytes.
  public init(_ value: String?, length: Int) {
    self = value.flatMap { Self.parse($0, length) } ?? .whole
  }

  private static func parse(_ value: String, _ length: Int) -> ByteRange? {
    var cursor = FieldCursor(value)
    guard cursor.token()?.lowercased() == "bytes", cursor.skipExactly(UInt8(ascii: "=")) else { return nil }
    let first = cursor.take(\.isDigit)
    guard cursor.skipExactly(UInt8(ascii: "-")) else { return nil }
    let last = cursor.take(\.isDigit)
    guard cursor.isAtEnd else { return nil }
    switch (first, last) {
    case (nil, nil): return nil
    case (nil, let suffix?):
      let count = min(number(suffix), length)
      return count == 0 ? .unsatisfiable : .part((length - count)..<length)
    case (let first?, let last):
      let start = number(first)
      let end = last.map(number) ?? .max
      if end < start { return nil }
      return start >= length ? .unsatisfiable : .part(start..<(min(end, length - 1) + 1))
    }
  }

  /// Digits as a number; one too large counts as the largest, which is beyond every file.
  private static func number(_ digits: String) -> Int { Int(digits) ?? .max }

  /// The value of the Content-Range field for this answer; nil for the whole.
  public func contentRange(length: Int) -> String? {
    switch self {
    case .whole: nil
    case .part(let range): "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
    case .unsatisfiable: "bytes */\(length)"
    }
  }
}
