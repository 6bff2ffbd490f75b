/// A row of a file: what a report points at.
public struct SourceRow: Sendable, Equatable, Comparable {
  /// The file's name within the imported folder.
  public let file: String
  /// The line on which the row begins, from 1.
  public let line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  public static func < (left: SourceRow, right: SourceRow) -> Bool {
    left.file == right.file ? left.line < right.line : left.file < right.file
  }
}

/// Something wrong with one row. The rest of the import goes on.
public struct ImportFault: Error, Sendable, Equatable {
  public let row: SourceRow
  public let reason: Reason

  public init(_ row: SourceRow, _ reason: Reason) {
    self.row = row
    self.reason = reason
  }

  /// Whether the row was left out. Otherwise it was kept without the part that is wrong.
  public var skips: Bool {
    switch reason {
    case .votesDiffer, .unknownAuthorKind, .parentElsewhere, .circle: false
    default: true
    }
  }

  public enum Reason: Error, Sendable, Equatable {
    // The file's form.
    case strayQuote
    case unclosedQuote
    case rowTooLong(limit: Int)
    case badText(column: String)
    case fieldCount(expected: Int, found: Int)
    // A field's value.
    case badNumber(column: String, value: String)
    case badDate(String)
    case badTime(String)
    case emptyTitle
    case duplicate(id: String, firstLine: Int)
    case unknownThread(id: String)
    case unknownAuthorKind(String)
    case votesDiffer(total: Int, inFavour: Int, against: Int)
    // Its place among the others.
    case parentElsewhere(id: String)
    case circle
    /// A rule of the forum refused it.
    case rejected(Rejection)

    /// A stable word for programs.
    public var code: String {
      switch self {
      case .strayQuote: "stray-quote"
      case .unclosedQuote: "unclosed-quote"
      case .rowTooLong: "row-too-long"
      case .badText: "bad-text"
      case .fieldCount: "field-count"
      case .badNumber: "bad-number"
      case .badDate: "bad-date"
      case .badTime: "bad-time"
      case .emptyTitle: "empty-title"
      case .duplicate: "duplicate"
      case .unknownThread: "unknown-thread"
      case .unknownAuthorKind: "unknown-author-kind"
      case .votesDiffer: "votes-differ"
      case .parentElsewhere: "parent-elsewhere"
      case .circle: "circle"
      case .rejected(let rejection): rejection.code
      }
    }
  }
}

/// Why an import cannot begin at all.
public enum ImportFailure: Error, Sendable, Equatable {
  case missingFile(String)
  case unreadableFile(String)
  case fileTooLarge(String, limit: Int)
  case missingColumn(file: String, column: String)
  case badHeader(file: String)
}
