/// The end of the log, as the one row of `log_head` has it.
public struct LogHead: Sendable, Equatable {
  /// The newest format this program can write. Raised only when every node knows the new types.
  public static let knownFormat: Int64 = 1

  /// The last position; 0 before the first event.
  public internal(set) var position: Position
  /// The time of the last entry.
  public internal(set) var at: Instant
  public let format: Int64
  /// Random; new after a restore or a failover that lost entries, since positions are then used again.
  public let logID: String
  var frontier: MerkleFrontier

  /// The root of the Merkle tree over all entries.
  public var root: [UInt8] { frontier.root(with: SHA256()) }

  static let select: SQL = "SELECT position, at, format, log_id, frontier FROM log_head"

  /// Reading by this statement makes writers wait for one another until they commit. On SQLite they do since they began the
  /// transaction.
  static let takeTurn = SQL(
    sqlite: "SELECT position, at, format, log_id, frontier FROM log_head",
    postgres: "UPDATE log_head SET position = position RETURNING position, at, format, log_id, frontier")

  /// Gives the log a new id, as after a restore: positions that were lost are used again, and nobody may take them for the old ones.
  static func renewID(in database: any Database) throws {
    try database.transaction(.write) {
      try database.run(
        "UPDATE log_head SET log_id = $1",
        [.text(RandomBytes.make(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())])
    }
  }

  static func read(_ row: Row) -> Result<LogHead, DatabaseError> {
    guard let frontier = MerkleFrontier(size: row.int(0), stored: row.blob(4)) else {
      return .failure(.corrupt("the Merkle frontier in log_head does not fit its position"))
    }
    return .success(
      LogHead(position: row.int(0), at: row.instant(1), format: row.int(2), logID: row.text(3), frontier: frontier))
  }

  func write(to database: any Database) throws(DatabaseError) {
    try database.send(
      "UPDATE log_head SET position = $1, at = $2, frontier = $3",
      [.integer(position), SQLValue(at), .blob(frontier.stored)])
  }
}
