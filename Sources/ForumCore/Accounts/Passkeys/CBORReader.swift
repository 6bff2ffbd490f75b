/// Reads one value after another from a stranger's bytes. Whatever is not as `CBORValue` says, or nests deeper than four levels, is nil;
/// nothing is allocated for a length that the bytes do not have.
struct CBORReader {
  private static let depth = 4

  private let bytes: ArraySlice<UInt8>
  private(set) var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  /// The one value that all of the bytes are.
  static func whole(_ bytes: [UInt8]) -> CBORValue? {
    var reader = CBORReader(bytes[...])
    guard let value = reader.value(), reader.place == bytes.count else { return nil }
    return value
  }

  mutating func value() -> CBORValue? { value(depth: Self.depth) }

  private mutating func value(depth: Int) -> CBORValue? {
    guard let first = take(1)?.first, let argument = argument(first & 31) else { return nil }
    switch first >> 5 {
    case 0: return Int64(exactly: argument).map { .integer($0) }
    case 1: return Int64(exactly: argument).map { .integer(-1 - $0) }
    case 2: return take(argument).map { .bytes(Array($0)) }
    case 3:
      guard let taken = take(argument), let text = String(validating: taken, as: UTF8.self) else { return nil }
      return .text(text)
    case 4: return array(argument, depth: depth)
    case 5: return map(argument, depth: depth)
    case 7: return (20...22).contains(argument) && first & 31 == argument ? .simple(UInt8(argument)) : nil
    default: return nil
    }
  }

  private mutating func array(_ count: UInt64, depth: Int) -> CBORValue? {
    guard depth > 0, count <= UInt64(bytes.endIndex - place) else { return nil }
    var values: [CBORValue] = []
    for _ in 0..<count {
      guard let value = value(depth: depth - 1) else { return nil }
      values.append(value)
    }
    return .array(values)
  }

  private mutating func map(_ count: UInt64, depth: Int) -> CBORValue? {
    guard depth > 0, count <= UInt64(bytes.endIndex - place) / 2 else { return nil }
    var members: [(key: CBORValue, value: CBORValue)] = []
    for _ in 0..<count {
      guard let key = value(depth: depth - 1), let value = value(depth: depth - 1) else { return nil }
      members.append((key, value))
    }
    return .map(members)
  }

  /// The number that follows the first byte's five bits (RFC 8949, 3).
  private mutating func argument(_ short: UInt8) -> UInt64? {
    guard short >= 24 else { return UInt64(short) }
    guard short <= 27, let taken = take(1 << UInt64(short - 24)) else { return nil }
    return taken.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
    guard count <= UInt64(bytes.endIndex - place) else { return nil }
    defer { place += Int(count) }
    return bytes[place..<place + Int(count)]
  }
}
