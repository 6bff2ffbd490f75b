import Foundation

/// The second copy of the read model's tables, and the connection that sees both. An unqualified name means the copy where
/// the copy has it, and the live database otherwise: on SQLite because the main file is searched before an attached one, on
/// PostgreSQL by the search path.
struct RebuildCopy {
  let database: any Database
  private let location: DatabaseLocation
  private let tables: [String]
  private let file: String
  private let schema: String
  private let liveSchema: String

  init(of location: DatabaseLocation, tables: [String]) throws {
    self.location = location
    self.tables = tables
    schema = "rebuild_\(getpid())"
    switch location {
    case .folder(let folder):
      file = folder + "/rebuild-\(getpid()).sqlite"
      liveSchema = "live"
      Self.removeFiles(file)
      database = try SQLiteDatabase(path: file, use: .maintenance)
      // The copy is thrown away at the end, so that nothing of it needs to last; the live file keeps its own mode.
      try database.script("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -131072")
      try database.run("ATTACH $1 AS live", [.text(folder + "/forum.sqlite")])
      try database.script("PRAGMA live.synchronous = FULL; PRAGMA live.secure_delete = ON")
    case .postgres:
      file = ""
      database = try location.open(.maintenance)
      liveSchema = try database.text("SELECT current_schema()") ?? "public"
    }
  }

  /// Opens the one transaction; with `holdingWriters`, nobody writes until its end.
  func begin(holdingWriters: Bool) throws {
    if database.engine == .sqlite, !holdingWriters {
      try database.begin(.read)
      return
    }
    try database.begin(.write)
    if holdingWriters {
      _ = try database.rows(LogHead.takeTurn) { _ in true }
    } else {
      // Whatever the transaction reads is of one moment. (With the writers held, everything it reads stands still.)
      try database.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    }
  }

  /// Makes the tables with the keys and the indexes that the projection looks things up by.
  func makeTables(lookups: Set<String>) throws {
    switch location {
    case .folder:
      for (_, text) in try definitions("table") { try database.script(text) }
      for (name, text) in try definitions("index") where lookups.contains(name) { try database.script(text) }
    case .postgres:
      try database.script("CREATE SCHEMA \(schema)")
      for table in tables { try database.script("CREATE TABLE \(rebuilt(table)) (LIKE \(live(table)) INCLUDING ALL)") }
      try database.script("SET LOCAL search_path = \(schema), \(quoted(liveSchema))")
    }
  }

  private func definitions(_ type: String) throws -> [(name: String, text: String)] {
    try tables.flatMap { table in
      try database.rows(
        "SELECT name, sql FROM live.sqlite_master WHERE type = $1 AND tbl_name = $2 AND sql IS NOT NULL ORDER BY rowid",
        [.text(type), .text(table)]
      ) { ($0.text(0), $0.text(1)) }
    }
  }

  /// The query of the rows that one side of a table has and the other lacks. Every table has a key, by which SQLite finds the other
  /// side's row; its EXCEPT would copy and sort both. PostgreSQL hashes for EXCEPT, and has no index for `IS NOT DISTINCT FROM`.
  func difference(of table: String, isRebuilt: Bool) throws -> String {
    let (left, right) = isRebuilt ? (rebuilt(table), live(table)) : (live(table), rebuilt(table))
    let columns = try columns(of: table)
    switch database.engine {
    case .sqlite:
      let names = columns.split(separator: ", ")
      let equal = names.map { "r.\($0) IS l.\($0)" }.joined(separator: " AND ")
      return "SELECT \(columns) FROM \(left) AS l WHERE NOT EXISTS (SELECT 1 FROM \(right) AS r WHERE \(equal))"
    case .postgres: return "SELECT \(columns) FROM \(left) EXCEPT SELECT \(columns) FROM \(right)"
    }
  }

  /// Puts the rows of the copy where the live ones are, in an order in which references hold at the end. SQLite makes the indexes
  /// anew behind the rows, sorted, instead of finding a place in each for every row.
  func replaceLive() throws {
    let indexes = database.engine == .sqlite ? try definitions("index") : []
    if database.engine == .sqlite { try database.script("PRAGMA defer_foreign_keys = ON") }
    for (name, _) in indexes { try database.run(SQL(naming: "DROP INDEX live.\(quoted(name))")) }
    for table in tables.reversed() { try database.run(SQL(naming: "DELETE FROM \(live(table))")) }
    for table in tables {
      let columns = try columns(of: table)
      try database.run(SQL(naming: "INSERT INTO \(live(table)) (\(columns)) SELECT \(columns) FROM \(rebuilt(table))"))
    }
    for (name, text) in indexes {
      // The stored text names no database, and the index belongs in the live one.
      guard let place = text.range(of: " INDEX \(name) ON ") else { throw DatabaseError.corrupt("the index \(name)") }
      try database.run(SQL(naming: text.replacingCharacters(in: place, with: " INDEX live.\(name) ON ")))
    }
    if database.engine == .postgres { try database.script("DROP SCHEMA \(schema) CASCADE") }
  }

  func remove() {
    database.close()
    if case .folder = location { Self.removeFiles(file) }
  }

  func rebuilt(_ table: String) -> String { (database.engine == .sqlite ? "main" : schema) + "." + quoted(table) }
  func live(_ table: String) -> String { (database.engine == .sqlite ? "live" : quoted(liveSchema)) + "." + quoted(table) }

  /// A table's columns by name: the order of two definitions may differ.
  private func columns(of table: String) throws -> String {
    let names: [String] =
      switch database.engine {
      case .sqlite:
        try database.rows("SELECT name FROM pragma_table_info($1, 'live') ORDER BY cid", [.text(table)]) { $0.text(0) }
      case .postgres:
        try database.rows(
          """
          SELECT CAST(column_name AS TEXT) FROM information_schema.columns
          WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position
          """, [.text(liveSchema), .text(table)]
        ) { $0.text(0) }
      }
    return names.map(quoted).joined(separator: ", ")
  }

  private func quoted(_ name: String) -> String { "\"" + name + "\"" }

  private static func removeFiles(_ file: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: file + suffix) }
  }
}
