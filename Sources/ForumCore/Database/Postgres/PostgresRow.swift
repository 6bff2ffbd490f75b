import CPostgres

/// One row of a libpq result in binary form. Lives as long as the result: inside the closure it is given to.
struct PostgresRow {
  let result: OpaquePointer
  let index: Int32

  /// The object identifiers of the types that our statements can answer with (`pg_type.dat`).
  private enum TypeID {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let oid: Oid = 26
    static let numeric: Oid = 1700
  }

  var count: Int { Int(PQnfields(result)) }

  func name(_ column: Int) -> String { PQfname(result, Int32(column)).map { String(cString: $0) } ?? "?" }

  func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
    guard PQgetisnull(result, index, Int32(column)) == 0 else { return nil }
    return UnsafeRawBufferPointer(
      start: PQgetvalue(result, index, Int32(column)), count: Int(PQgetlength(result, index, Int32(column))))
  }

  func integer(_ column: Int) -> Int64? {
    guard let bytes = bytes(column) else { return nil }
    let type = PQftype(result, Int32(column))
    switch type {
    case TypeID.int8: return bytes.loadUnaligned(as: Int64.self).bigEndian
    case TypeID.int4: return Int64(bytes.loadUnaligned(as: Int32.self).bigEndian)
    case TypeID.oid: return Int64(bytes.loadUnaligned(as: UInt32.self).bigEndian)
    case TypeID.int2: return Int64(bytes.loadUnaligned(as: Int16.self).bigEndian)
    case TypeID.bool: return bytes[0] == 0 ? 0 : 1
    case TypeID.numeric: return wholeNumber(bytes, column)
    default: preconditionFailure("column \(name(column)) is of type \(type), not a whole number: CAST it to BIGINT")
    }
  }

  func value(_ column: Int) -> SQLValue {
    guard let bytes = bytes(column) else { return .null }
    switch PQftype(result, Int32(column)) {
    case TypeID.int8, TypeID.int4, TypeID.int2, TypeID.oid, TypeID.bool, TypeID.numeric: return SQLValue(integer(column))
    case TypeID.bytea: return .blob([UInt8](bytes))
    default: return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// `sum` over BIGINT is NUMERIC: base-10,000 digits, of which only whole ones occur here.
  private func wholeNumber(_ bytes: UnsafeRawBufferPointer, _ column: Int) -> Int64 {
    func field(_ place: Int) -> Int { Int(bytes.loadUnaligned(fromByteOffset: place * 2, as: Int16.self).bigEndian) }
    let digits = field(0)
    let weight = field(1)
    precondition(digits <= weight + 1, "column \(name(column)) is not a whole number: CAST it to BIGINT")
    var value: Int64 = 0
    if weight >= 0 {
      for place in 0...weight { value = value * 10_000 + Int64(place < digits ? field(4 + place) : 0) }
    }
    return field(2) == 0 ? value : -value
  }
}
