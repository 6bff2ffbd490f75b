/// The whole log as JSON Lines: the exact stored bytes of each entry, and a newline. Contents are not in it.
public enum LogExport {
  private static let step = 1_000

  /// Gives the entries from one position through another in order to `write`, several lines at a time; `progress` gets the
  /// position reached and the last one. Answers how many there were.
  @discardableResult
  public static func run(
    on database: any Database, from first: Position = 1, through last: Position? = nil,
    progress: (Position, Position) -> Void = { _, _ in }, write: ([UInt8]) throws -> Void
  ) throws -> Int {
    try database.transaction(.read) {
      let head = try EventLog.head(in: database).position
      let end = min(last ?? head, head)
      var position = max(first, 1) - 1
      var count = 0
      while position < end {
        var lines: [UInt8] = []
        var reached = position
        try database.each(
          "SELECT position, entry FROM log WHERE position > $1 AND position <= $2 ORDER BY position LIMIT CAST($3 AS BIGINT)",
          [.integer(position), .integer(end), SQLValue(Self.step)]
        ) { row in
          reached = row.int(0)
          lines += row.blob(1)
          lines.append(UInt8(ascii: "\n"))
          count += 1
          return true
        }
        guard reached > position else { throw DatabaseError.corrupt("the log has no entry after \(position)") }
        position = reached
        try write(lines)
        progress(position, end)
      }
      return count
    }
  }
}
