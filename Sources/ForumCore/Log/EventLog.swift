/// The stored entries: appending, and reading by position or by stream.
public enum EventLog {
  /// Appends one entry. Only inside the ledger's transaction.
  static func append(_ entry: Entry, leafHash: [UInt8], to database: any Database) throws(DatabaseError) {
    try database.send(
      "INSERT INTO log (position, at, stream, version, type, entry, leaf_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      [
        .integer(entry.position), SQLValue(entry.at), .text(entry.stream.description), SQLValue(entry.version),
        .text(entry.type), .blob(entry.bytes), .blob(leafHash),
      ])
  }

  /// The last version of a stream; 0 where it has not begun.
  static func version(of stream: Stream, in database: any Database) throws -> Int {
    Int(try database.integer("SELECT max(version) FROM log WHERE stream = $1", [.text(stream.description)]) ?? 0)
  }

  public static func entry(at position: Position, in database: any Database) throws -> Entry? {
    try database.row("SELECT entry FROM log WHERE position = $1", [.integer(position)]) { try parse($0.blob(0)) }
  }

  /// The entries after a position in order, at most `limit`, as they stand in the log.
  static func bytes(after position: Position, limit: Int, in database: any Database) throws -> [[UInt8]] {
    try database.rows(
      "SELECT entry FROM log WHERE position > $1 ORDER BY position LIMIT CAST($2 AS BIGINT)",
      [.integer(position), SQLValue(limit)]
    ) { $0.blob(0) }
  }

  /// The same, parsed.
  public static func entries(after position: Position, limit: Int, in database: any Database) throws -> [Entry] {
    try bytes(after: position, limit: limit, in: database).map { try parse($0) }
  }

  /// Everything of one stream in order.
  public static func entries(of stream: Stream, in database: any Database) throws -> [Entry] {
    try database.rows("SELECT entry FROM log WHERE stream = $1 ORDER BY version", [.text(stream.description)]) {
      try parse($0.blob(0))
    }
  }

  /// Where the log ends, by the row every writer takes its turn at.
  public static func head(in database: any Database) throws -> LogHead {
    guard let head = try database.row(LogHead.select, [], LogHead.read) else {
      throw DatabaseError.corrupt("log_head has no row")
    }
    return try head.get()
  }

  static func parse(_ bytes: [UInt8]) throws(DatabaseError) -> Entry {
    do { return try EntryCodec.parse(bytes) } catch { throw .corrupt("an entry of the log: \(error)") }
  }
}
