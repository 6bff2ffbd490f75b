/// The syntax of chunk extensions, RFC 9112 §7.1.1: `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`.
///
/// They are checked to the letter and ignored: proxies that read them differently are a way to smuggle requests.
enum ChunkExtensions {
  static func check(_ span: Span<UInt8>, _ range: Range<Int>) throws(ParseError) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      skipBlanks(span, &index, end)
      guard index < end, span[index] == UInt8(ascii: ";") else { throw .badChunkExtension }
      index += 1
      skipBlanks(span, &index, end)
      guard skipToken(span, &index, end) else { throw .badChunkExtension }
      let afterName = index
      skipBlanks(span, &index, end)
      guard index < end, span[index] == UInt8(ascii: "=") else {
        // Blanks belong to a following extension, so they may not end the line.
        index = afterName
        continue
      }
      index += 1
      skipBlanks(span, &index, end)
      guard index < end, span[index] == UInt8(ascii: "\"") ? skipQuoted(span, &index, end) : skipToken(span, &index, end) else {
        throw .badChunkExtension
      }
    }
  }

  private static func skipBlanks(_ span: Span<UInt8>, _ index: inout Int, _ end: Int) {
    while index < end, span[index].isBlank { index += 1 }
  }

  private static func skipToken(_ span: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
    let start = index
    while index < end, span[index].isToken { index += 1 }
    return index > start
  }

  private static func skipQuoted(_ span: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
    index += 1
    while index < end {
      let byte = span[index]
      index += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\") {
        guard index < end, span[index].isFieldContent else { return false }
        index += 1
      } else if !byte.isFieldContent {
        return false
      }
    }
    return false
  }
}
