import CSQLite

/// A prepared statement, where its parameters stand, and the values bound to them. Owned by one connection.
///
/// The values of a run lie in storage of the statement's own until the next run, so that SQLite reads them there and makes no
/// copies: bound with its own destructor each would cost an allocation.
final class SQLiteStatement {
  let pointer: OpaquePointer
  /// Whether somebody reads its rows further out.
  var isInUse = false
  /// The place of `$1`, `$2`, …: SQLite numbers named parameters by first appearance. 0 where the text does not use one.
  private var indexes: [Int32] = []
  private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var isFinished = false

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit {
    finish()
    storage.deallocate()
  }

  /// Binds the values of `$1`, `$2`, … before the first step. Answers SQLite's code.
  func bind(_ values: [SQLValue]) -> Int32 {
    makeRoom(for: values)
    var free = 0
    for (place, value) in values.enumerated() {
      let index = index(ofParameter: place + 1)
      // A text that does not use one of its values is spelt differently for the other engine.
      guard index > 0 else { continue }
      let code: Int32
      switch value {
      case .null: code = sqlite3_bind_null(pointer, index)
      case .integer(let value): code = sqlite3_bind_int64(pointer, index, value)
      case .text(var value):
        let bytes = value.withUTF8 { store(UnsafeRawBufferPointer($0), at: &free) }
        code = sqlite3_bind_text(pointer, index, bytes.baseAddress!, Int32(bytes.count), nil)
      case .blob(let value):
        let bytes = value.withUnsafeBytes { store($0, at: &free) }
        code = sqlite3_bind_blob(pointer, index, bytes.baseAddress!, Int32(bytes.count), nil)
      }
      guard code == SQLITE_OK else { return code }
    }
    return SQLITE_OK
  }

  /// Room for all values of a run before the first is bound: none may move under SQLite. An empty one has an address too, since
  /// SQLite takes none for NULL.
  private func makeRoom(for values: [SQLValue]) {
    var size = 1
    for value in values {
      switch value {
      case .null, .integer: break
      case .text(let value): size += value.utf8.count
      case .blob(let value): size += value.count
      }
    }
    guard size > storage.count else { return }
    sqlite3_clear_bindings(pointer)
    storage.deallocate()
    storage = .allocate(byteCount: max(256, size * 2), alignment: 16)
  }

  private func store(_ bytes: UnsafeRawBufferPointer, at free: inout Int) -> UnsafeRawBufferPointer {
    let place = UnsafeMutableRawBufferPointer(rebasing: storage[free..<free + bytes.count])
    place.copyMemory(from: bytes)
    free += bytes.count
    return UnsafeRawBufferPointer(start: place.baseAddress ?? storage.baseAddress!, count: bytes.count)
  }

  private func index(ofParameter number: Int) -> Int32 {
    while indexes.count < number {
      indexes.append(sqlite3_bind_parameter_index(pointer, "$\(indexes.count + 1)"))
    }
    return indexes[number - 1]
  }

  /// Makes it ready for its next use. Its values stay until that.
  func release() {
    guard !isFinished else { return }
    sqlite3_reset(pointer)
    isInUse = false
  }

  func finish() {
    guard !isFinished else { return }
    isFinished = true
    sqlite3_finalize(pointer)
  }
}
