import Foundation

/// The second copy of the read model's tables, and the connections of a rebuild.
///
/// The builder makes the copy. An unqualified name means there the copy where the copy has it, and the live database otherwise: on
/// SQLite because the main file is searched before an attached one, on PostgreSQL by the search path. The views hold the rows of both
/// sides against each other; on SQLite there are two, for as many threads. All connections see the live database in one state.
struct RebuildCopy {
  let builder: any Database
  let views: [any Database]
  /// Free to be read with by another thread until the copy is complete.
  let reading: any Database
  private let location: DatabaseLocation
  private let tables: [String]
  private let file: String
  private let schema: String
  private let liveSchema: String

  /// How often the connections try to begin between the same two commits: a try takes less time than most commits.
  private static let maximumAttempts = 1_000

  init(of location: DatabaseLocation, tables: [String]) throws {
    self.location = location
    self.tables = tables
    schema = "rebuild_\(getpid())"
    switch location {
    case .folder(let folder):
      file = folder + "/\(Self.prefix)\(getpid()).sqlite"
      liveSchema = "main"
      Self.removeLeftovers(in: folder)
      builder = try SQLiteDatabase(path: file, use: .maintenance)
      // The copy is thrown away at the end, whatever happens: nothing of it needs to last or to be taken back. The live file keeps its
      // own mode.
      try builder.script(
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF;
        PRAGMA cache_size = -131072; PRAGMA cell_size_check = OFF
        """)
      try builder.run("ATTACH $1 AS live", [.text(folder + "/forum.sqlite")])
      views = try [location.open(.maintenance), location.open(.maintenance)]
      reading = views[1]
    case .postgres:
      file = ""
      builder = try location.open(.maintenance)
      liveSchema = try builder.text("SELECT current_schema()") ?? "public"
      views = [builder]
      reading = try location.open(.maintenance)
    }
  }

  private var connections: [any Database] {
    switch location {
    case .folder: [builder] + views
    case .postgres: [builder, reading]
    }
  }

  // MARK: Transactions

  /// Opens a transaction on each connection, all on one state of the live database, and answers the end of its log. That state is one
  /// where all see the same end, since nothing that is read here changes without an event. With `holdingWriters`, nobody writes until the
  /// end of the first view's transaction.
  func begin(holdingWriters: Bool) throws -> LogHead {
    for _ in 0..<Self.maximumAttempts {
      try views[0].begin(holdingWriters || builder.engine == .postgres ? .write : .read)
      if builder.engine == .postgres {
        if holdingWriters {
          _ = try builder.rows(LogHead.takeTurn) { _ in true }
        } else {
          // Whatever the transaction reads is of one moment. (With the writers held, everything it reads stands still.)
          try builder.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        }
      }
      for connection in connections where !connection.isInTransaction { try connection.begin(.read) }
      let heads = try connections.map { try EventLog.head(in: $0) }
      if heads.allSatisfy({ $0 == heads[0] }) { return heads[0] }
      rollback()
    }
    throw DatabaseError.busy
  }

  func rollback() {
    for connection in connections { connection.rollback() }
  }

  // MARK: Building

  /// Makes the tables with their keys. PostgreSQL's have all indexes too.
  func makeTables() throws {
    switch location {
    case .folder:
      for (_, text) in try definitions("table", of: tables) { try builder.script(text) }
    case .postgres:
      try builder.script("CREATE SCHEMA \(schema)")
      for table in tables { try builder.script("CREATE TABLE \(rebuilt(table)) (LIKE \(live(table)) INCLUDING ALL)") }
      try builder.script("SET LOCAL search_path = \(schema), \(quoted(liveSchema))")
    }
  }

  /// Makes an index of the copy, which is not there yet. On PostgreSQL all are.
  func makeIndex(_ name: String) throws {
    guard builder.engine == .sqlite else { return }
    guard let (_, text) = try definitions("index", of: tables).first(where: { $0.name == name }) else {
      throw DatabaseError.corrupt("the index \(name) is missing")
    }
    try builder.script(text)
  }

  private func definitions(_ type: String, of tables: [String]) throws -> [(name: String, text: String)] {
    try tables.flatMap { table in
      try views[0].rows(
        "SELECT name, sql FROM main.sqlite_master WHERE type = $1 AND tbl_name = $2 AND sql IS NOT NULL ORDER BY rowid",
        [.text(type), .text(table)]
      ) { ($0.text(0), $0.text(1)) }
    }
  }

  /// The copy is complete: the views see it from here on.
  func complete() throws {
    guard builder.engine == .sqlite else { return }
    try builder.commit()
    for view in views { try view.run("ATTACH $1 AS copy", [.text(file)]) }
  }

  // MARK: Comparing and replacing

  /// The query of the rows that one side of a table has and the other lacks. Every table has a key, by which SQLite finds the other
  /// side's row; its EXCEPT would copy and sort both. PostgreSQL hashes for EXCEPT, and has no index for `IS NOT DISTINCT FROM`.
  func difference(of table: String, isRebuilt: Bool, in view: any Database) throws -> String {
    let (left, right) = isRebuilt ? (rebuilt(table), live(table)) : (live(table), rebuilt(table))
    let columns = try columns(of: table, in: view)
    switch view.engine {
    case .sqlite:
      let names = columns.split(separator: ", ")
      let equal = names.map { "r.\($0) IS l.\($0)" }.joined(separator: " AND ")
      return "SELECT \(columns) FROM \(left) AS l WHERE NOT EXISTS (SELECT 1 FROM \(right) AS r WHERE \(equal))"
    case .postgres: return "SELECT \(columns) FROM \(left) EXCEPT SELECT \(columns) FROM \(right)"
    }
  }

  /// Puts the rows of some of the copy's tables, in an order in which references hold at the end, where the live ones are, and commits.
  /// SQLite makes the indexes anew behind the rows, sorted, instead of finding a place in each for every row.
  func replaceLive(_ tables: [String]) throws {
    let view = views[0]
    let indexes = view.engine == .sqlite ? try definitions("index", of: tables) : []
    if view.engine == .sqlite { try view.script("PRAGMA defer_foreign_keys = ON") }
    for (name, _) in indexes { try view.run(SQL(naming: "DROP INDEX \(live(name))")) }
    for table in tables.reversed() { try view.run(SQL(naming: "DELETE FROM \(live(table))")) }
    for table in tables {
      let columns = try columns(of: table, in: view)
      try view.run(SQL(naming: "INSERT INTO \(live(table)) (\(columns)) SELECT \(columns) FROM \(rebuilt(table))"))
    }
    for (_, text) in indexes { try view.script(text) }
    if view.engine == .postgres { try view.script("DROP SCHEMA \(schema) CASCADE") }
    try view.commit()
  }

  func remove() {
    for connection in connections { connection.close() }
    if case .folder = location { Self.removeFiles(file) }
  }

  func rebuilt(_ table: String) -> String { (builder.engine == .sqlite ? "copy" : schema) + "." + quoted(table) }
  func live(_ name: String) -> String { quoted(liveSchema) + "." + quoted(name) }

  /// A table's columns by name: the order of two definitions may differ.
  private func columns(of table: String, in view: any Database) throws -> String {
    let names: [String] =
      switch view.engine {
      case .sqlite:
        try view.rows("SELECT name FROM pragma_table_info($1, 'main') ORDER BY cid", [.text(table)]) { $0.text(0) }
      case .postgres:
        try view.rows(
          """
          SELECT CAST(column_name AS TEXT) FROM information_schema.columns
          WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position
          """, [.text(liveSchema), .text(table)]
        ) { $0.text(0) }
      }
    return names.map(quoted).joined(separator: ", ")
  }

  private func quoted(_ name: String) -> String { "\"" + name + "\"" }

  private static let prefix = "rebuild-"

  /// A rebuild that was killed leaves its copy, which may be large. Its file has the number of a process that is no more, or our own.
  private static func removeLeftovers(in folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(prefix) {
      guard let number = pid_t(name.dropFirst(prefix.count).prefix { $0 != "." }), number > 0 else { continue }
      if number == getpid() || (kill(number, 0) != 0 && errno == ESRCH) { removeFiles(folder + "/" + name) }
    }
  }

  private static func removeFiles(_ file: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: file + suffix) }
  }
}
