/// Brings a database to this program's schema: each migration once, in its own transaction, its checksum kept.
public enum Migrator {
  /// Answers the names of the migrations it ran. Two processes that start at once wait for each other. `announce` gets the name of each
  /// before it runs on a database that has been used: with many posts that takes a while.
  @discardableResult
  public static func migrate(
    _ location: DatabaseLocation, from assets: AssetLocation, announce: (String) -> Void = { _ in }
  ) throws -> [String] {
    let database = try location.open(.maintenance)
    defer { database.close() }
    return try migrate(database, from: assets.migrations, announce: announce)
  }

  static func migrate(
    _ database: any Database, from folder: String, announce: (String) -> Void = { _ in }
  ) throws -> [String] {
    let migrations = try Migration.all(in: folder, for: database.engine)
    var ran: [String] = []
    var isNew = false
    while let name = try step(
      database, migrations,
      { applied, name in
        if applied == 0 { isNew = true }
        if !isNew { announce(name) }
      })
    {
      ran.append(name)
    }
    return ran
  }

  /// Runs the next migration that is due; nil when none is. `begins` gets how many there were before, and its name.
  private static func step(
    _ database: any Database, _ migrations: [Migration], _ begins: (Int, String) -> Void
  ) throws -> String? {
    try database.transaction(.write) { () throws -> String? in
      try takeTurn(database)
      let applied = try database.rows("SELECT number, checksum FROM migrations ORDER BY number") { ($0.int(0), $0.text(1)) }
      if applied.count > migrations.count { throw MigrationError.databaseIsNewer(applied.count, known: migrations.count) }
      for (migration, (_, checksum)) in zip(migrations, applied) where migration.checksum != checksum {
        throw MigrationError.edited(migration.name)
      }
      guard applied.count < migrations.count else { return nil }
      let migration = migrations[applied.count]
      begins(applied.count, migration.name)
      do throws(DatabaseError) {
        try database.script(migration.text)
      } catch {
        throw MigrationError.failed(migration.name, error)
      }
      try database.run(
        "INSERT INTO migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
        [SQLValue(migration.number), .text(migration.name), .text(migration.checksum), SQLValue(Instant.now)])
      return migration.name
    }
  }

  /// On SQLite `BEGIN IMMEDIATE` is the turn. On PostgreSQL it is a lock named by a number of ours.
  private static func takeTurn(_ database: any Database) throws {
    if database.engine == .postgres { try database.each("SELECT pg_advisory_xact_lock(5461740)", []) { _ in true } }
    try database.script(
      """
      CREATE TABLE IF NOT EXISTS migrations (
        number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)
      """)
  }
}
