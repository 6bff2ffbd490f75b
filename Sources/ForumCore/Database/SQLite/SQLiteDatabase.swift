import CSQLite
import Glibc

/// A connection to the SQLite file of a data folder: write-ahead log, every commit fsynced but the ledger's, whose flusher does that
/// for several at once and beside the next.
///
/// Memory mapping is left off: under it a read error of the disk is a signal that ends the program, and here it is an error.
final class SQLiteDatabase: Database {
  let engine = Engine.sqlite
  private let path: String
  private let use: ConnectionUse
  private var handle: OpaquePointer?
  private var statements: [SQL.Text: SQLiteStatement] = [:]
  private(set) var flusher: (any Flusher)?

  /// Pages of the write-ahead log, 16 MiB, after which a commit takes it up into the file: pages that every batch changes are then copied
  /// once for many batches.
  private static let checkpointPages = 4_096

  init(path: String, use: ConnectionUse) throws(DatabaseError) {
    self.path = path
    self.use = use
    try open()
  }

  deinit { close() }

  // MARK: Statements

  func run(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) -> Int {
    let statement = try prepared(sql)
    statement.isInUse = true
    defer { statement.release() }
    let bound = statement.bind(values)
    guard bound == SQLITE_OK else { throw error(bound) }
    while true {
      switch sqlite3_step(statement.pointer) {
      case SQLITE_ROW: continue
      case SQLITE_DONE: return Int(sqlite3_changes(handle))
      case let code: throw error(code)
      }
    }
  }

  func each(_ sql: SQL, _ values: [SQLValue], _ body: (Row) throws -> Bool) throws {
    let statement = try prepared(sql)
    statement.isInUse = true
    defer { statement.release() }
    let bound = statement.bind(values)
    guard bound == SQLITE_OK else { throw error(bound) }
    let row = Row(source: .sqlite(statement.pointer, .passUnretained(statement)))
    // What `body` makes of a row that lacks a value is worth nothing, be it an answer or an error.
    defer { withExtendedLifetime(statement) {} }
    while true {
      switch sqlite3_step(statement.pointer) {
      case SQLITE_ROW:
        let goesOn: Bool
        do { goesOn = try body(row) } catch { throw Self.damage(statement, row) ?? error }
        if let damage = Self.damage(statement, row) { throw damage }
        guard goesOn else { return }
      case SQLITE_DONE: return
      case let code: throw error(code)
      }
    }
  }

  private static func damage(_ statement: SQLiteStatement, _ row: Row) -> DatabaseError? {
    guard statement.missingColumn >= 0 else { return nil }
    return .corrupt("a row has no value in its column \(row.name(Int(statement.missingColumn)))")
  }

  func script(_ text: String) throws(DatabaseError) {
    let code = sqlite3_exec(handle, text, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code) }
  }

  /// The prepared form of a statement: the kept one, or a passing one where the kept one is being read further out.
  private func prepared(_ sql: SQL) throws(DatabaseError) -> SQLiteStatement {
    if let kept = statements[sql.sqlite], !kept.isInUse { return kept }
    guard handle != nil else { throw .unavailable("the connection is closed") }
    let isPassing = statements[sql.sqlite] != nil
    var pointer: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql.sqlite.string, -1, isPassing ? 0 : UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
    guard code == SQLITE_OK else { throw error(code) }
    let statement = SQLiteStatement(pointer!)
    if !isPassing { statements[sql.sqlite] = statement }
    return statement
  }

  // MARK: Transactions

  func begin(_ kind: TransactionKind) throws(DatabaseError) {
    switch kind {
    case .read: try run("BEGIN")
    case .write: try run("BEGIN IMMEDIATE")
    }
  }

  func commit() throws(DatabaseError) { try run("COMMIT") }

  func rollback() {
    guard isInTransaction else { return }
    if (try? run("ROLLBACK")) == nil { close() }
  }

  var isInTransaction: Bool { handle != nil && sqlite3_get_autocommit(handle) == 0 }

  // MARK: The connection

  func reopen() throws(DatabaseError) {
    close()
    try open()
  }

  func close() {
    for statement in statements.values { statement.finish() }
    statements = [:]
    sqlite3_close_v2(handle)
    handle = nil
  }

  /// Set once for the program, by the first connection.
  private static let hasLeftStatistics = sfat_sqlite_leave_statistics() == SQLITE_OK

  private func open() throws(DatabaseError) {
    _ = Self.hasLeftStatistics
    let flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
      | (use == .reader || use == .replica ? 0 : SQLITE_OPEN_CREATE)
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK else {
      let failure = error(code)
      close()
      throw failure
    }
    do {
      try script("PRAGMA busy_timeout = \(use == .maintenance ? 60_000 : 5_000)")
      // An index of ten million rows is sorted while it is made: in files, so that it takes the same memory as any other.
      try script(
        """
        PRAGMA foreign_keys = ON;
        PRAGMA recursive_triggers = ON;
        PRAGMA secure_delete = ON;
        PRAGMA temp_store = \(use == .maintenance ? "FILE" : "MEMORY");
        PRAGMA mmap_size = 0;
        PRAGMA cache_size = -16384;
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        """)
      switch use {
      case .writer, .side, .maintenance:
        try useWriteAheadLog()
        try script("PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
        // NORMAL fsyncs where the write-ahead log begins anew and where it is taken up into the file, which keeps the file whole.
        try script("PRAGMA synchronous = \(use == .writer ? "NORMAL" : "FULL")")
        flusher = use == .writer ? WriteAheadFlusher(databasePath: path) : nil
      case .reader, .replica:
        try script("PRAGMA query_only = ON")
      }
    } catch {
      close()
      throw error
    }
  }

  /// Two processes that make the file at once exclude each other without waiting here, so that we try for a while.
  private func useWriteAheadLog() throws(DatabaseError) {
    for attempt in 0... {
      do {
        return try script("PRAGMA journal_mode = WAL")
      } catch DatabaseError.busy where attempt < 100 {
        usleep(20_000)
      }
    }
  }

  private func error(_ code: Int32) -> DatabaseError { Self.error(code, in: handle) }

  static func error(_ code: Int32, in handle: OpaquePointer?) -> DatabaseError {
    let isFull = [ENOSPC, EDQUOT].contains(sqlite3_system_errno(handle))
    let message = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? String(cString: sqlite3_errstr(code))
    return switch code & 0xFF {
    case SQLITE_FULL: .diskFull
    case SQLITE_IOERR where isFull, SQLITE_CANTOPEN where isFull: .diskFull
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(message)
    case SQLITE_CONSTRAINT: .constraint(message)
    case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_NOMEM: .unavailable("\(message) (SQLite \(code))")
    default: .other(code: String(code), message)
    }
  }
}
