/// Verifies that the versions of every stream follow one another, by reading the index of streams from end to end: it is in the order of
/// stream and version, so that nothing but the row before has to be remembered. That the index has the rows of the log, and no others,
/// is told by a sum over both.
struct LogStreamsCheck {
  private static let page: Int64 = 2_000

  /// False where rows could not be read: then the sums say nothing.
  var isComplete = true
  /// Streams of which an entry and the columns beside it say different things: that is named already.
  private var doubtful: Set<String> = []
  private var inLog: UInt64 = 0
  private var inIndex: UInt64 = 0

  private struct IndexRow {
    let stream: String
    let version: Int64
    let position: Position
  }

  /// A row of the log as its columns have it.
  mutating func met(_ stream: String, _ version: Int64, at position: Position) {
    inLog &+= Self.sum(stream, version, position)
  }

  mutating func doubt(_ streams: [String]) { doubtful.formUnion(streams) }

  /// Keyed anew in each run of the program, so that nobody can make rows whose sums agree.
  private static func sum(_ stream: String, _ version: Int64, _ position: Position) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(stream)
    hasher.combine(version)
    hasher.combine(position)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  /// Reads the index, once all rows were met.
  mutating func finish(in database: any Database, _ report: inout LogCheck.Report) throws {
    var before = IndexRow(stream: "", version: 0, position: 0)
    while !report.isFull {
      let rows: [IndexRow]
      do {
        rows = try database.rows(
          """
          SELECT stream, version, position FROM log WHERE (stream, version) > ($1, $2)
          ORDER BY stream, version LIMIT $3
          """, [.text(before.stream), .integer(before.version), .integer(Self.page)]
        ) { IndexRow(stream: $0.text(0), version: $0.int(1), position: $0.int(2)) }
      } catch let error as DatabaseError {
        guard let reason = LogCheck.damage(error) else { throw error }
        return report.add(nil, .unreadable, "the index of the streams: \(reason)")
      }
      for row in rows {
        // An index in another order would be read for ever.
        guard (before.stream, before.version) < (row.stream, row.version) else {
          return report.add(row.position, .streamIndex, "the index of the streams is out of order at \(row.stream)")
        }
        check(row, after: before, &report)
        before = row
      }
      if rows.count < Self.page { break }
    }
    if isComplete, !report.isFull, inLog != inIndex {
      report.add(nil, .streamIndex, "the index of the streams has other rows than the log")
    }
  }

  private mutating func check(_ row: IndexRow, after before: IndexRow, _ report: inout LogCheck.Report) {
    inIndex &+= Self.sum(row.stream, row.version, row.position)
    let isSame = row.stream == before.stream
    let version = isSame ? before.version : 0
    guard !doubtful.contains(row.stream) else { return }
    if row.version != version + 1 {
      report.add(row.position, .streamVersion, "version \(row.version) of \(row.stream) follows version \(version)")
    } else if isSame, row.position <= before.position {
      report.add(row.position, .streamVersion, "version \(row.version) of \(row.stream) stands before version \(version)")
    }
  }
}
