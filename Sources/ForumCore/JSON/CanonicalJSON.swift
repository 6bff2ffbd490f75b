/// Reads JSON in the one form in which `JSONWriter` writes the facts of an entry, and refuses every other as it goes: no white
/// space, no second spelling of a string or a number, whole numbers below 2⁵³, no null, no key twice in an object. What it has read
/// would be written again with the same bytes.
///
/// The bytes must outlive it. Whatever throws leaves the place at which it was noticed.
struct CanonicalJSON {
  /// The most arrays and objects inside one another.
  static let maximumDepth = 15

  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var place = 0

  /// What was not found, and at which byte, from 0.
  struct Failure: Error, Equatable {
    let expected: String
    let offset: Int
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  func failure(_ expected: StaticString, at offset: Int? = nil) -> Failure {
    Failure(expected: "\(expected)", offset: offset ?? place)
  }

  // MARK: Pieces

  /// Passes over a text where it stands here; answers whether it did.
  mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - place >= count else { return false }
    for offset in 0..<count where bytes[place + offset] != text.utf8Start[offset] { return false }
    place += count
    return true
  }

  mutating func expect(_ text: StaticString) throws(Failure) {
    guard skip(text) else { throw failure(text) }
  }

  /// The letters up to the quotation mark that ends a string without escapes, whose first quotation mark was passed over; passes over
  /// the last one too. Their form is the caller's to check.
  mutating func letters() throws(Failure) -> UnsafeBufferPointer<UInt8> {
    let start = place
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
    guard end < bytes.count else { throw failure("the end of a string", at: bytes.count) }
    place = end + 1
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  mutating func integer() throws(Failure) -> Int64 {
    let start = place
    let isNegative = skip("-")
    let digits = place
    var value: Int64 = 0
    while place < bytes.count, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
      value = value * 10 + Int64(digit)
      place += 1
      guard value < 1 << 53 else { throw failure("a number below 2⁵³", at: start) }
    }
    let hasLeadingZero = place > digits && bytes[digits] == UInt8(ascii: "0") && (place - digits > 1 || isNegative)
    guard place > digits, !hasLeadingZero else { throw failure("a whole number", at: start) }
    return isNegative ? -value : value
  }

  /// A string whose first quotation mark was passed over.
  mutating func string() throws(Failure) -> String {
    let start = place
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        place += 1
        return try text(UnsafeBufferPointer(rebasing: bytes[start..<place - 1]), at: start)
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0x20...: place += 1
      default: throw failure("an escaped control")
      }
    }
    throw failure("the end of a string")
  }

  /// The rest of a string from its first escape on.
  private mutating func escapedString(from start: Int) throws(Failure) -> String {
    var decoded = [UInt8](bytes[start..<place])
    while place < bytes.count {
      let byte = bytes[place]
      if skip("\"") {
        return try decoded.withUnsafeBufferPointer { buffer in
          Result { () throws(Failure) in try text(buffer, at: start) }
        }.get()
      }
      if skip("\\\"") || skip("\\\\") {
        decoded.append(bytes[place - 1])
      } else if skip("\\u00") {
        decoded.append(try control())
      } else {
        guard byte >= 0x20, byte != UInt8(ascii: "\\") else { throw failure("an escape as it is written here") }
        decoded.append(byte)
        place += 1
      }
    }
    throw failure("the end of a string")
  }

  /// The two digits of a control.
  private mutating func control() throws(Failure) -> UInt8 {
    guard bytes.count - place >= 2 else { throw failure("the end of a string", at: bytes.count) }
    let (high, low) = (bytes[place] &- UInt8(ascii: "0"), bytes[place + 1])
    let digit: UInt8
    switch low {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = low - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = low - UInt8(ascii: "a") + 10
    default: throw failure("a control in small letters")
    }
    guard high < 2 else { throw failure("a control, as nothing else is escaped") }
    place += 2
    return high << 4 | digit
  }

  private func text(_ letters: UnsafeBufferPointer<UInt8>, at start: Int) throws(Failure) -> String {
    guard let text = String(validating: letters, as: UTF8.self) else { throw failure("UTF-8", at: start) }
    return text
  }

  // MARK: Values

  mutating func value(depth: Int = 0) throws(Failure) -> JSONValue {
    guard place < bytes.count else { throw failure("a value") }
    switch bytes[place] {
    case UInt8(ascii: "\""):
      place += 1
      return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    default:
      if skip("true") { return .bool(true) }
      if skip("false") { return .bool(false) }
      throw failure("a fact")
    }
  }

  mutating func object(depth: Int = 0) throws(Failure) -> JSONObject {
    guard depth < Self.maximumDepth else { throw failure("fewer levels") }
    try expect("{")
    if skip("}") { return JSONObject() }
    var members: [JSONObject.Member] = []
    members.reserveCapacity(4)
    var seen: Set<String> = []
    while true {
      let start = place
      try expect("\"")
      let key = try string()
      // A handful of keys is compared faster than hashed; many must not cost their square.
      if members.count == 16 { seen = Set(members.map(\.key)) }
      let isSeen = members.count < 16 ? members.contains { $0.key == key } : !seen.insert(key).inserted
      guard !isSeen else { throw failure("another key", at: start) }
      try expect(":")
      members.append(JSONObject.Member(key: key, value: try value(depth: depth + 1)))
      if skip("}") { return JSONObject(checked: members) }
      try expect(",")
    }
  }

  private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
    guard depth < Self.maximumDepth else { throw failure("fewer levels") }
    try expect("[")
    if skip("]") { return [] }
    var values: [JSONValue] = []
    while true {
      values.append(try value(depth: depth + 1))
      if skip("]") { return values }
      try expect(",")
    }
  }
}
