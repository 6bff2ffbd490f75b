import Glibc

/// Taking contents away so that nothing of them stays: not in a row, not in a free page, not in a write-ahead log.
public enum Erasure {
  /// The type of the event that tells of an erasure; `data` has `position` and `name` of the content.
  static let eventType = "content.erased.v1"

  /// Erasures the log tells of, after a position, with the commitment that stands in the entry: what a register keeps.
  public static func recorded(after position: Position, in database: any Database) throws -> [ErasureRegister.Line] {
    let head = try EventLog.head(in: database)
    let events = try database.rows(
      "SELECT entry FROM log WHERE type = 'content.erased.v1' AND position > $1 ORDER BY position", [.integer(position)]
    ) { $0.blob(0) }
    return try events.compactMap { bytes in
      guard let event = try? EntryCodec.parse(bytes), let place = event.data["position"]?.integer,
        let name = event.data["name"]?.string, let entry = try EventLog.entry(at: place, in: database),
        let content = entry.contents.first(where: { $0.name == name })
      else { return nil }
      return ErasureRegister.Line(log: head.logID, position: place, name: name, commitment: content.commitment)
    }
  }

  /// Which of a register's erasures a restored database has forgotten: the content is there again. What counts is the commitment,
  /// so that a position used again by another log loses nothing.
  static func forgotten(_ lines: [ErasureRegister.Line], in database: any Database) throws -> [ErasureRegister.Line] {
    var seen: Set<ErasureRegister.Line.Content> = []
    return try lines.filter { line in
      // The same erasure stands in it once for every id that the log has had.
      guard seen.insert(line.content).inserted, let entry = try EventLog.entry(at: line.position, in: database),
        entry.contents.contains(where: { $0.name == line.name && $0.commitment == line.commitment })
      else { return false }
      return try Contents.content(line.name, of: line.position, in: database) != nil
    }
  }

  /// The tables that hold what people wrote, and their addresses.
  private static let personal = [
    "contents", "accounts", "mails", "pending_registrations", "email_changes", "invitations", "sessions",
  ]

  /// Makes the files forget what was deleted. On SQLite the pages were overwritten by `secure_delete`; the write-ahead log
  /// is emptied here, waiting for readers at most so long. On PostgreSQL the tables are written anew, which locks each meanwhile;
  /// its write-ahead log goes as the server recycles it. Answers false where readers held on: call it again later.
  @discardableResult
  public static func scrub(_ location: DatabaseLocation, waitingSeconds: Int = 30) throws -> Bool {
    let database = try location.open(.maintenance)
    defer { database.close() }
    switch location {
    case .postgres:
      // Each by itself: it runs in no transaction with another.
      for table in Self.personal where try database.text("SELECT CAST(to_regclass($1) AS TEXT)", [.text(table)]) != nil {
        try database.script("VACUUM FULL " + table)
      }
      return true
    case .folder:
      try database.script("PRAGMA busy_timeout = 1000")
      for _ in 0..<max(1, waitingSeconds) {
        let isBusy = try database.row("PRAGMA wal_checkpoint(TRUNCATE)") { $0.bool(0) } ?? true
        if !isBusy { return true }
        usleep(50_000)
      }
      return false
    }
  }
}
