/// The values of a statement in the form libpq takes them: whole numbers as decimal text, which the server reads as whatever
/// integer type the statement means, and text and bytes as they are. Its storage is kept from one statement to the next.
struct PostgresParameters {
  private var bytes: [UInt8] = []
  private var places: [Int] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  /// The pointers are good during the call.
  mutating func with<T>(
    _ values: [SQLValue],
    _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> T
  ) -> T {
    bytes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    formats.removeAll(keepingCapacity: true)
    for value in values {
      let start = bytes.count
      switch value {
      case .null:
        places.append(-1)
        lengths.append(0)
        formats.append(0)
        continue
      case .integer(let value):
        bytes.append(contentsOf: String(value).utf8)
        formats.append(0)
      case .text(let value):
        bytes.append(contentsOf: value.utf8)
        formats.append(1)
      case .blob(let value):
        bytes.append(contentsOf: value)
        formats.append(1)
      }
      places.append(start)
      lengths.append(Int32(bytes.count - start))
      bytes.append(0)
    }
    return bytes.withUnsafeBytes { buffer in
      let base = buffer.baseAddress
      let pointers = places.map { place in
        place < 0 ? nil : (base! + place).assumingMemoryBound(to: CChar.self) as UnsafePointer<CChar>?
      }
      return body(Int32(values.count), pointers, lengths, formats)
    }
  }
}
