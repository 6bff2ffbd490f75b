/// Where a forum's database is.
public enum DatabaseLocation: Sendable, Hashable {
  /// A data folder: SQLite, in `forum.sqlite` there.
  case folder(String)
  /// A PostgreSQL server: `postgres://USER@HOST:PORT/NAME`, or any connection string of libpq.
  case postgres(String)

  public var engine: Engine {
    switch self {
    case .folder: .sqlite
    case .postgres: .postgres
    }
  }

  /// Opens a connection.
  public func open(_ use: ConnectionUse) throws(DatabaseError) -> any Database {
    switch self {
    case .folder(let folder): try SQLiteDatabase(path: folder + "/forum.sqlite", use: use)
    case .postgres(let url): try PostgresDatabase(url: url, use: use)
    }
  }
}

/// What a connection is for: its limits and locks follow from it.
public enum ConnectionUse: Sendable {
  /// The ledger's: short transactions, waits for its turn no longer than five seconds, gives it up when it stalls.
  case writer
  /// Reads only; the database refuses anything else.
  case reader
  /// Long work by an operator: migrating, rebuilding, checking.
  case maintenance
}
