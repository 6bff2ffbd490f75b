import CSQLite

/// A prepared statement, where its parameters stand, and the values bound to them. Owned by one connection.
///
/// The values of a run lie in storage of the statement's own until the next run, so that SQLite reads them there and makes no
/// copies: bound with its own destructor each would cost an allocation.
final class SQLiteStatement {
  let pointer: OpaquePointer
  /// Whether somebody reads its rows further out.
  var isInUse = false
  /// A column that a row should have had a value in, and had none; -1 while all is well.
  var missingColumn: Int32 = -1
  /// The place of `$1`, `$2`, …: SQLite numbers named parameters by first appearance. 0 where the text does not use one.
  private let indexes: [Int32]
  private var storage = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var isFinished = false

  init(_ pointer: OpaquePointer) {
    self.pointer = pointer
    var indexes: [Int32] = []
    for index in 0..<sqlite3_bind_parameter_count(pointer) {
      guard let name = sqlite3_bind_parameter_name(pointer, index + 1), let number = Int(String(cString: name + 1)) else {
        preconditionFailure("a parameter is not named $1, $2, …")
      }
      while indexes.count < number { indexes.append(0) }
      indexes[number - 1] = index + 1
    }
    self.indexes = indexes
  }

  deinit {
    finish()
    storage.deallocate()
  }

  /// Binds the values of `$1`, `$2`, … before the first step. Answers SQLite's code.
  func bind(_ values: [SQLValue]) -> Int32 {
    var free = room(for: values)
    // What is given no value is NULL, whatever it was the last time.
    if values.count < indexes.count { sqlite3_clear_bindings(pointer) }
    // A text that does not use one of its values is spelt differently for the other engine.
    for (index, value) in zip(indexes, values) where index > 0 {
      let code: Int32
      switch value {
      case .null: code = sqlite3_bind_null(pointer, index)
      case .integer(let value): code = sqlite3_bind_int64(pointer, index, value)
      case .text(var value):
        let bytes = value.withUTF8 { Self.store(UnsafeRawBufferPointer($0), at: &free) }
        code = sqlite3_bind_text(pointer, index, bytes.baseAddress!, Int32(bytes.count), nil)
      case .blob(let value):
        let bytes = value.withUnsafeBytes { Self.store($0, at: &free) }
        code = sqlite3_bind_blob(pointer, index, bytes.baseAddress!, Int32(bytes.count), nil)
      }
      guard code == SQLITE_OK else { return code }
    }
    return SQLITE_OK
  }

  /// Room for all values of a run before the first is bound: none may move under SQLite.
  private func room(for values: [SQLValue]) -> UnsafeMutableRawPointer {
    // An empty value has an address too, since SQLite takes none for NULL.
    var size = 1
    for value in values {
      switch value {
      case .null, .integer: break
      case .text(let value): size += value.utf8.count
      case .blob(let value): size += value.count
      }
    }
    if size > storage.count {
      sqlite3_clear_bindings(pointer)
      storage.deallocate()
      storage = .allocate(byteCount: max(256, size * 2), alignment: 16)
    }
    return storage.baseAddress!
  }

  private static func store(_ bytes: UnsafeRawBufferPointer, at free: inout UnsafeMutableRawPointer) -> UnsafeRawBufferPointer {
    let place = free
    if let start = bytes.baseAddress { place.copyMemory(from: start, byteCount: bytes.count) }
    free += bytes.count
    return UnsafeRawBufferPointer(start: place, count: bytes.count)
  }

  /// Makes it ready for its next use. Its values stay until that.
  func release() {
    guard !isFinished else { return }
    sqlite3_reset(pointer)
    isInUse = false
    missingColumn = -1
  }

  func finish() {
    guard !isFinished else { return }
    isFinished = true
    sqlite3_finalize(pointer)
  }
}
