import CSQLite

/// One row of a result. Good only inside the closure it is given to. Columns count from 0.
///
/// A value that cannot be nil and is NULL all the same tells on SQLite of a damaged page: the row gives an empty value, and whoever
/// reads rows throws `.corrupt` with the column's name. On PostgreSQL, which checks its pages itself, it is our own mistake and stops
/// the program.
public struct Row {
  enum Source {
    /// The statement is alive while its rows are read; unmanaged, since a reference counted at each column would cost.
    case sqlite(OpaquePointer, Unmanaged<SQLiteStatement>)
    case postgres(PostgresRow)
  }

  let source: Source

  public var count: Int {
    switch source {
    case .sqlite(let statement, _): Int(sqlite3_column_count(statement))
    case .postgres(let row): row.count
    }
  }

  public func int(_ column: Int) -> Int64 {
    if let value = intOrNil(column) { return value }
    missing(column)
    return 0
  }

  public func intOrNil(_ column: Int) -> Int64? {
    switch source {
    case .sqlite(let statement, _):
      guard sqlite3_column_type(statement, Int32(column)) != SQLITE_NULL else { return nil }
      return sqlite3_column_int64(statement, Int32(column))
    case .postgres(let row): return row.integer(column)
    }
  }

  public func bool(_ column: Int) -> Bool { int(column) != 0 }

  public func text(_ column: Int) -> String {
    if let value = textOrNil(column) { return value }
    missing(column)
    return ""
  }

  public func textOrNil(_ column: Int) -> String? {
    withBytes(column) { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  public func blob(_ column: Int) -> [UInt8] {
    if let value = blobOrNil(column) { return value }
    missing(column)
    return []
  }

  public func blobOrNil(_ column: Int) -> [UInt8]? {
    withBytes(column) { $0.map { [UInt8]($0) } }
  }

  public func instant(_ column: Int) -> Instant { Instant(microseconds: int(column)) }

  public func instantOrNil(_ column: Int) -> Instant? { intOrNil(column).map { Instant(microseconds: $0) } }

  public func id<ID: Identifier>(_ column: Int) -> ID { ID(rawValue: int(column)) }

  public func idOrNil<ID: Identifier>(_ column: Int) -> ID? { intOrNil(column).map { ID(rawValue: $0) } }

  /// Whatever the column holds, for comparing and reporting rows of any table.
  public func value(_ column: Int) -> SQLValue {
    switch source {
    case .sqlite(let statement, _):
      switch sqlite3_column_type(statement, Int32(column)) {
      case SQLITE_NULL: .null
      case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, Int32(column)))
      case SQLITE_BLOB: .blob(blob(column))
      default: .text(text(column))
      }
    case .postgres(let row): row.value(column)
    }
  }

  public func name(_ column: Int) -> String {
    switch source {
    case .sqlite(let statement, _): sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? "?"
    case .postgres(let row): row.name(column)
    }
  }

  private func missing(_ column: Int) {
    switch source {
    case .sqlite(_, let statement): statement._withUnsafeGuaranteedRef { $0.missingColumn = Int32(column) }
    case .postgres: preconditionFailure("column \(name(column)) is NULL")
    }
  }

  private func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer?) -> T) -> T {
    switch source {
    case .sqlite(let statement, _):
      guard sqlite3_column_type(statement, Int32(column)) != SQLITE_NULL else { return body(nil) }
      // sqlite3_column_blob answers NULL for an empty value, so that the length decides.
      let start = sqlite3_column_blob(statement, Int32(column))
      return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    case .postgres(let row): return body(row.bytes(column))
    }
  }
}
