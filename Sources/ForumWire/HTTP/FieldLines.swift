/// The syntax of field lines, RFC 9112 §5: one place for heads, answers and trailers.
enum FieldLines {
  /// Reads field lines from `start` up to the empty line, which must be there.
  static func parse(
    _ span: Span<UInt8>, from start: Int, limit: Int
  ) throws(ParseError) -> [HTTPFields.Line] {
    var lines: [HTTPFields.Line] = []
    lines.reserveCapacity(16)
    var index = start
    while span[index] != .carriageReturn || span[index + 1] != .lineFeed {
      if lines.count == limit { throw .tooManyFields }
      lines.append(try line(span, at: &index))
    }
    return lines
  }

  /// Reads one field line that ends with CR LF, and moves `index` behind it.
  @inline(__always)
  static func line(_ span: Span<UInt8>, at index: inout Int) throws(ParseError) -> HTTPFields.Line {
    let start = index
    var colon = start
    while span[colon].isToken { colon += 1 }
    guard span[colon] == UInt8(ascii: ":"), colon > start else {
      guard span[colon].isBlank else { throw .badFieldName }
      throw colon == start ? .obsoleteFold : .spaceBeforeColon
    }
    var end = span.firstControl(from: colon + 1)
    while span[end] == .tab { end = span.firstControl(from: end + 1) }
    guard span[end] == .carriageReturn else { throw span[end] == .lineFeed ? .bareLineFeed : .badFieldValue }
    guard span[end + 1] == .lineFeed else { throw .bareCarriageReturn }
    let value = span.trimmed((colon + 1)..<end)
    index = end + 2
    return HTTPFields.Line(
      name: UInt32(start)..<UInt32(colon), value: UInt32(value.lowerBound)..<UInt32(value.upperBound))
  }
}
