/// What keeps cmark's time and memory in proportion to a body, whatever is in it.
///
/// cmark is linear on honest text; some shapes make its time or its tree grow with the square of the input. They are counted in one
/// pass before parsing. A body beyond a limit is not refused: it is read without that extension, or shown as plain lines.
struct MarkdownLimits: Equatable {
  /// Longer bodies are shown as plain lines. Above what a post may hold.
  static let maximumBytes = 65_536
  /// `![[]()` repeated: each opening bracket may be looked at again for each closing one.
  static let maximumBrackets = 2_000
  /// `www._` repeated: the autolink extension reads a word again from each of its dots.
  static let maximumWord = 2_000
  /// A short row is filled up to the table's width: columns × rows.
  static let maximumCells = 4_000

  let isParsed: Bool
  let allowsAutolinks: Bool
  let allowsTables: Bool

  init(_ source: String) {
    var lines = 1
    var bars = 0
    var mostBars = 0
    var brackets = 0
    var word = 0
    var longestWord = 0
    for byte in source.utf8 {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        lines += 1
        bars = 0
        word = 0
        continue
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        word = 0
        continue
      case UInt8(ascii: "|"):
        bars += 1
        mostBars = max(mostBars, bars)
      case UInt8(ascii: "["): brackets += 1
      default: break
      }
      word += 1
      longestWord = max(longestWord, word)
    }
    isParsed = source.utf8.count <= Self.maximumBytes && brackets <= Self.maximumBrackets
    allowsAutolinks = longestWord <= Self.maximumWord
    allowsTables = mostBars > 0 && (mostBars + 1) * lines <= Self.maximumCells
  }
}
