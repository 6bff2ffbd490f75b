/// Makes the read model again from the log, beside the one that stands, and compares every row of every table. What is equal
/// proves that the log holds everything; what differs is named.
///
/// The copy is another SQLite file, or another schema of PostgreSQL, with the read model's tables alone; every other name an
/// entry's projection asks for is the live one. Everything is done in one transaction over one state of the live database.
public struct RebuildDriver {
  /// How one table came out.
  public struct TableReport: Sendable, Equatable {
    public let table: String
    /// Rows in the table made again.
    public let rows: Int
    /// Rows that only the table made again has, and rows that only the live one has.
    public let onlyRebuilt: Int
    public let onlyLive: Int
    /// Some of those rows: their columns, without values of more than 40 letters.
    public let examples: [String]

    public var isEqual: Bool { onlyRebuilt == 0 && onlyLive == 0 }
  }

  /// What came out.
  public struct Report: Sendable, Equatable {
    public let head: Position
    public let tables: [TableReport]
    public let isInPlace: Bool
    public var isEqual: Bool { tables.allSatisfy(\.isEqual) }
  }

  private static let maximumExamples = 5

  /// Replays the whole log of `location` and compares. With `putInPlace`, differing tables are replaced by those made again;
  /// writers wait meanwhile. `stretch` is how many entries are read and projected as one run. `progress` gets the position
  /// reached and the last one.
  public static func run(
    on location: DatabaseLocation, projector: any Projector, putInPlace: Bool = false, stretch: Position = 5_000,
    progress: (Position, Position) -> Void = { _, _ in }
  ) throws -> Report {
    let copy = try RebuildCopy(of: location, tables: projector.tables)
    defer { copy.remove() }
    let database = copy.database
    try copy.begin(holdingWriters: putInPlace)
    do {
      try copy.makeTables(lookups: projector.lookups)
      let head = try EventLog.head(in: database).position
      try replay(through: head, by: stretch, projector: projector, in: database, progress: progress)
      let reports = try projector.tables.map { try compare($0, copy) }
      let differs = reports.contains { !$0.isEqual }
      if putInPlace, differs {
        try copy.replaceLive()
        try database.commit()
      } else {
        database.rollback()
      }
      return Report(head: head, tables: reports, isInPlace: putInPlace && differs)
    } catch {
      database.rollback()
      throw error
    }
  }

  private static func replay(
    through head: Position, by size: Position, projector: any Projector, in database: any Database,
    progress: (Position, Position) -> Void
  ) throws {
    func stretch(after start: Position) throws -> ParsedStretch {
      let count = Int(min(size, head - start))
      let entries = try EventLog.bytes(after: start, limit: count, in: database)
      guard entries.count == count else { throw DatabaseError.corrupt("the log has a gap after \(start)") }
      return ParsedStretch(entries)
    }
    var position: Position = 0
    var parsed = try stretch(after: position)
    while position < head {
      let entries = try parsed.entries()
      let end = position + Position(entries.count)
      parsed = try stretch(after: end)
      let contents = try contents(after: position, through: end, but: projector.passedOver, in: database)
      let projection = projector.begin(in: database)
      for entry in entries {
        guard projector.knows(type: entry.type) else {
          throw DatabaseError.other(code: "program", "the event type \(entry.type) at position \(entry.position) is unknown")
        }
        // In the order in which they were written.
        let kept = contents[entry.position] ?? []
        let ordered = entry.contents.compactMap { committed in kept.first { $0.name == committed.name } }
        try projection.apply(entry, contents: ordered)
      }
      try projection.finish()
      position = end
      progress(position, head)
    }
  }

  private static func contents(
    after start: Position, through end: Position, but passedOver: String, in database: any Database
  ) throws -> [Position: [NewContent]] {
    var contents: [Position: [NewContent]] = [:]
    try database.each(
      "SELECT position, name, audience, bytes FROM contents WHERE position > $1 AND position <= $2 AND name <> $3",
      [.integer(start), .integer(end), .text(passedOver)]
    ) { row in
      guard let audience = Audience(rawValue: row.text(2)) else {
        throw DatabaseError.corrupt("a content has an unknown audience")
      }
      contents[row.int(0), default: []].append(NewContent(row.text(1), audience, bytes: row.blob(3)))
      return true
    }
    return contents
  }

  private static func compare(_ table: String, _ copy: RebuildCopy) throws -> TableReport {
    let database = copy.database
    let (onlyIn, onlyOut) = (
      try copy.difference(of: table, isRebuilt: true), try copy.difference(of: table, isRebuilt: false)
    )
    func count(_ query: String) throws -> Int {
      Int(try database.integer(SQL(naming: "SELECT count(*) FROM (\(query)) AS counted")) ?? 0)
    }
    let onlyRebuilt = try count(onlyIn)
    let onlyLive = try count(onlyOut)
    var examples: [String] = []
    for (sign, count, query) in [("+", onlyRebuilt, onlyIn), ("-", onlyLive, onlyOut)]
    where count > 0 {
      examples += try database.rows(SQL(naming: query + " LIMIT \(maximumExamples)")) { row in
        "\(sign) " + (0..<row.count).map { "\(row.name($0))=\(short(row.value($0)))" }.joined(separator: " ")
      }
    }
    return TableReport(
      table: table, rows: try count("SELECT 1 FROM \(copy.rebuilt(table))"), onlyRebuilt: onlyRebuilt, onlyLive: onlyLive,
      examples: examples)
  }

  private static func short(_ value: SQLValue) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let value): String(value)
    case .text(let value): value.count <= 40 ? value : "(\(value.count) letters)"
    case .blob(let value): "(\(value.count) bytes)"
    }
  }
}
