/// Finds the end of a message's head as bytes arrive, and holds it to its limits before anything is understood.
struct HeadScanner: Sendable {
  private var lineStart = 0

  /// The length of the whole head with its empty line, or nil while it is not whole.
  ///
  /// The order of the checks does not depend on how the bytes were split: a limit is passed at a certain byte, and it is
  /// looked at before what stands behind that byte.
  mutating func headLength(in input: inout InputBuffer, limits: HTTPLimits) throws(ParseError) -> Int? {
    while let end = input.lineFeed(from: lineStart) {
      try check(end, limits)
      guard end > lineStart, input[end - 1] == .carriageReturn else { throw .bareLineFeed }
      if end - 1 == lineStart, lineStart > 0 {
        lineStart = 0
        return end + 1
      }
      lineStart = end + 1
    }
    try check(input.count, limits)
    return nil
  }

  /// `end` is where the line under way ends, at the earliest.
  private func check(_ end: Int, _ limits: HTTPLimits) throws(ParseError) {
    if lineStart == 0, end > limits.requestLine + 1 { throw .requestLineTooLong }
    if end >= limits.head { throw .headTooLarge }
  }
}
