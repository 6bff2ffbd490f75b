import CSQLite
import Glibc

/// Copies a SQLite database as it is at one moment, while others write to it.
///
/// The copy reads in one transaction of its own, which in write-ahead mode holds nobody up and sees nothing of what is written
/// meanwhile: SQLite's backup, left alone, would begin anew at each commit. Until it is through the write-ahead log cannot be taken
/// up into the file, and grows by what is written.
enum SQLiteBackup {
  /// Pages copied between two reports of progress: 2 MiB.
  private static let pagesAtOnce: Int32 = 512

  /// `destination` must not be there yet; it is fsynced. `progress` gets the pages copied and all of them.
  static func copy(from source: String, to destination: String, progress: (Int, Int) -> Void) throws(DatabaseError) {
    let reader = try open(source, SQLITE_OPEN_READWRITE)
    defer { sqlite3_close_v2(reader) }
    let writer = try open(destination, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    defer { sqlite3_close_v2(writer) }
    // A copy that is cut short is thrown away, so that it needs no journal; it is made durable once, at the end.
    try execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", writer)
    try execute("PRAGMA busy_timeout = 60000; BEGIN; SELECT count(*) FROM sqlite_schema", reader)
    guard let backup = sqlite3_backup_init(writer, "main", reader, "main") else { throw failure(writer) }
    var code = SQLITE_OK
    while code == SQLITE_OK {
      code = sqlite3_backup_step(backup, pagesAtOnce)
      let pages = Int(sqlite3_backup_pagecount(backup))
      progress(pages - Int(sqlite3_backup_remaining(backup)), pages)
    }
    let finished = sqlite3_backup_finish(backup)
    guard code == SQLITE_DONE, finished == SQLITE_OK else {
      throw SQLiteDatabase.error(code == SQLITE_DONE ? finished : code, in: writer)
    }
    try execute("COMMIT", reader)
  }

  private static func open(_ path: String, _ flags: Int32) throws(DatabaseError) -> OpaquePointer? {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK else {
      let error = SQLiteDatabase.error(code, in: handle)
      sqlite3_close_v2(handle)
      throw error
    }
    return handle
  }

  private static func execute(_ text: String, _ handle: OpaquePointer?) throws(DatabaseError) {
    guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw failure(handle) }
  }

  private static func failure(_ handle: OpaquePointer?) -> DatabaseError {
    SQLiteDatabase.error(sqlite3_extended_errcode(handle), in: handle)
  }
}
