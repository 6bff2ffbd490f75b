/// Everything that can be asked, within one read transaction: rows and position belong together. Lives inside the closure of
/// `Forum.read`; what it returns are values that outlive it.
///
/// The queries stand beside the changes they read: one file per read model. They throw a `DatabaseError`.
public struct Reader {
  let database: any Database

  /// The position of the last commit that this transaction sees.
  public var position: Position {
    get throws { try database.integer("SELECT position FROM log_head") ?? 0 }
  }

  /// The log's random id: positions of another log mean nothing here.
  public var logID: String {
    get throws { try database.text("SELECT log_id FROM log_head") ?? "" }
  }

  /// The log's format; beyond `LogHead.knownFormat` it was raised by newer programs.
  public var logFormat: Int64 {
    get throws { try database.integer("SELECT format FROM log_head") ?? 0 }
  }

  /// Both at once, for pages and frames that say from where they go on.
  public var place: (log: String, position: Position) {
    get throws {
      try database.row("SELECT log_id, position FROM log_head", []) { ($0.text(0), $0.int(1)) } ?? ("", 0)
    }
  }
}
