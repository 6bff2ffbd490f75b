import Foundation

/// Where a forum's database is.
public enum DatabaseLocation: Sendable, Hashable {
  /// A data folder: SQLite, in `forum.sqlite` there.
  case folder(String)
  /// A PostgreSQL server: `postgres://USER@HOST:PORT/NAME`, or any connection string of libpq. Of several hosts
  /// (`postgres://USER@A:PORT,B:PORT/NAME`) the one that takes writes is used, unless the string says otherwise.
  case postgres(String)

  public var engine: Engine {
    switch self {
    case .folder: .sqlite
    case .postgres: .postgres
    }
  }

  /// Opens a connection. A data folder that is missing is made for a writer, for its owner's eyes only.
  public func open(_ use: ConnectionUse) throws(DatabaseError) -> any Database {
    switch self {
    case .folder(let folder):
      if use != .reader, use != .replica {
        do {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
          throw .unavailable("the folder \(folder) cannot be made")
        }
      }
      return try SQLiteDatabase(path: folder + "/forum.sqlite", use: use)
    case .postgres(let url): return try PostgresDatabase(url: url, use: use)
    }
  }
}

/// What a connection is for: its limits and locks follow from it.
public enum ConnectionUse: Sendable {
  /// The ledger's: short transactions, waits for its turn no longer than five seconds, gives it up when it stalls.
  case writer
  /// Reads only; the database refuses anything else.
  case reader
  /// The same on a server that may be a replica of the one that takes writes.
  case replica
  /// Short work beside the log, on PostgreSQL only: listening to the other nodes, counting attempts. Waits for nobody long.
  case side
  /// Long work by an operator: migrating, rebuilding, checking.
  case maintenance
}
