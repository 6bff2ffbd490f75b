import CSQLite

/// A prepared statement and where its parameters stand. Owned by one connection.
final class SQLiteStatement {
  let pointer: OpaquePointer
  /// Whether somebody reads its rows further out.
  var isInUse = false
  /// The place of `$1`, `$2`, …: SQLite numbers named parameters by first appearance. 0 where the text does not use one.
  private var indexes: [Int32] = []
  private var isFinished = false

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { finish() }

  func index(ofParameter number: Int) -> Int32 {
    while indexes.count < number {
      indexes.append(sqlite3_bind_parameter_index(pointer, "$\(indexes.count + 1)"))
    }
    return indexes[number - 1]
  }

  /// Makes it ready for its next use, and lets its values go.
  func release() {
    guard !isFinished else { return }
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
    isInUse = false
  }

  func finish() {
    guard !isFinished else { return }
    isFinished = true
    sqlite3_finalize(pointer)
  }
}
