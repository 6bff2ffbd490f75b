/// Makes the read model again from the log, beside the one that stands, and compares every row of every table. What is equal
/// proves that the log holds everything; what differs is named.
///
/// The copy is another SQLite file, or another schema of PostgreSQL, with the read model's tables alone; every other name an
/// entry's projection asks for is the live one. Everything is read in one state of the live database.
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

  /// Replays the whole log of `location` and compares. With `putInPlace`, differing tables are replaced by those made again;
  /// writers wait meanwhile. `stretch` is how many entries are read and projected as one run. `progress` gets the position
  /// reached and the last one; `compares` is called once the log is through, before the rows are compared.
  public static func run(
    on location: DatabaseLocation, projector: any Projector, putInPlace: Bool = false, stretch: Position = 10_000,
    progress: (Position, Position) -> Void = { _, _ in }, compares: () -> Void = {}
  ) throws -> Report {
    let copy = try RebuildCopy(of: location, tables: projector.tables)
    defer { copy.remove() }
    defer { copy.rollback() }
    let head = try copy.begin(holdingWriters: putInPlace).position
    try copy.makeTables()
    try replay(through: head, by: stretch, projector: projector, into: copy, progress: progress)
    compares()
    try copy.complete()
    let reports = try RebuildComparison.run(projector.tables, of: copy)
    let differing = reports.filter { !$0.isEqual }.map(\.table)
    let isInPlace = putInPlace && !differing.isEmpty
    if isInPlace { try copy.replaceLive(differing) }
    return Report(head: head, tables: reports, isInPlace: isInPlace)
  }

  private static func replay(
    through head: Position, by stretch: Position, projector: any Projector, into copy: RebuildCopy,
    progress: (Position, Position) -> Void
  ) throws {
    let feed = RebuildFeed(copy.reading, through: head, by: stretch, but: projector.passedOver)
    defer { feed.end() }
    var types: Set<String> = []
    var indexes: Set<String> = []
    while case let items = try feed.next(), let last = items.last {
      let projection = projector.begin(in: copy.builder)
      for (entry, contents) in items {
        if types.insert(entry.type).inserted {
          guard projector.knows(type: entry.type) else {
            throw DatabaseError.other(
              code: "program", "the event type \(entry.type) at position \(entry.position) is unknown")
          }
          for name in projector.lookups(for: entry.type) where indexes.insert(name).inserted { try copy.makeIndex(name) }
        }
        try projection.apply(entry, contents: contents)
      }
      try projection.finish()
      progress(last.entry.position, head)
    }
  }
}
