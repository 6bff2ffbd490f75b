/// What the world can do to a database. Never carries a statement's values, so that logs leak nothing personal.
public enum DatabaseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No room: reading goes on, and writing comes back by itself when there is room again.
  case diskFull
  /// Somebody else held the lock for longer than we wait.
  case busy
  /// The database cannot be reached, or the connection was lost: what was sent may or may not have happened.
  case unavailable(String)
  /// The file or a page of it is damaged: `forum-cli check` names what is.
  case corrupt(String)
  /// A constraint of the schema refused a row; its name where the engine tells it.
  case constraint(String)
  /// Anything else: the engine's code (SQLite's extended code or a SQLSTATE) and what it said of the statement.
  case other(code: String, String)

  public var description: String {
    switch self {
    case .diskFull: "there is no room on the disk"
    case .busy: "the database is held by another writer"
    case .unavailable(let reason): "the database cannot be reached: \(reason)"
    case .corrupt(let reason): "the database is damaged: \(reason)"
    case .constraint(let name): "the constraint \(name) refused a row"
    case .other(let code, let reason): "the database says \(code): \(reason)"
    }
  }
}
