/// Reads JSON strictly (RFC 8259): one value and nothing after it, UTF-8 checked, no key twice in an object, no lone
/// surrogate, no number that Int64 or Double would change.
public struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: JSONLimits
  private var place = 0

  public static func parse(_ bytes: [UInt8], limits: JSONLimits = .body) throws(JSONError) -> JSONValue {
    guard bytes.count <= limits.size else { throw JSONError(reason: .tooLarge, offset: limits.size) }
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONError> in
      var parser = JSONParser(bytes: buffer, limits: limits)
      do throws(JSONError) { return .success(try parser.document()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  private mutating func document() throws(JSONError) -> JSONValue {
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard place == bytes.count else { throw problem(.trailingBytes) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try word("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null")
      return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw problem(.unexpectedByte)
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    guard depth <= limits.depth else { throw problem(.tooDeep) }
    place += 1
    var members: [JSONObject.Member] = []
    var seen: Set<String> = []
    skipSpace()
    if try peek() == UInt8(ascii: "}") {
      place += 1
      return JSONObject()
    }
    while true {
      let start = place
      guard try peek() == UInt8(ascii: "\"") else { throw problem(.unexpectedByte) }
      let key = try string()
      // A handful of keys is compared faster than hashed; many must not cost their square.
      if members.count == 16 { seen = Set(members.map(\.key)) }
      let isSeen = members.count < 16 ? members.contains { $0.key == key } : !seen.insert(key).inserted
      guard !isSeen else { throw JSONError(reason: .duplicateKey, offset: start) }
      skipSpace()
      guard try peek() == UInt8(ascii: ":") else { throw problem(.unexpectedByte) }
      place += 1
      skipSpace()
      members.append(JSONObject.Member(key: key, value: try value(depth: depth)))
      skipSpace()
      switch try peek() {
      case UInt8(ascii: ","):
        place += 1
        skipSpace()
      case UInt8(ascii: "}"):
        place += 1
        return JSONObject(checked: members)
      default: throw problem(.unexpectedByte)
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    guard depth <= limits.depth else { throw problem(.tooDeep) }
    place += 1
    var values: [JSONValue] = []
    skipSpace()
    if try peek() == UInt8(ascii: "]") {
      place += 1
      return values
    }
    while true {
      values.append(try value(depth: depth))
      skipSpace()
      switch try peek() {
      case UInt8(ascii: ","):
        place += 1
        skipSpace()
      case UInt8(ascii: "]"):
        place += 1
        return values
      default: throw problem(.unexpectedByte)
      }
    }
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    place += 1
    let start = place
    // Most strings have no escape: they are taken as they stand.
    place = bytes[start...].firstIndex { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") } ?? bytes.count
    let end = try peek()
    if end == UInt8(ascii: "\"") {
      let text = try checkedText(UnsafeBufferPointer(rebasing: bytes[start..<place]), at: start)
      place += 1
      return text
    }
    guard end == UInt8(ascii: "\\") else { throw problem(.unexpectedByte) }
    var decoded = [UInt8](bytes[start..<place])
    while true {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        return try decoded.withUnsafeBufferPointer { buffer in
          Result { () throws(JSONError) in try checkedText(buffer, at: start) }
        }.get()
      case UInt8(ascii: "\\"):
        place += 1
        try escape(into: &decoded)
      case 0x20...:
        decoded.append(byte)
        place += 1
      default: throw problem(.unexpectedByte)
      }
    }
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    let letter = try peek()
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      var code = try fourDigits()
      if (0xD800..<0xDC00).contains(code) {
        guard try peek() == UInt8(ascii: "\\") else { throw problem(.invalidEscape) }
        place += 1
        guard try peek() == UInt8(ascii: "u") else { throw problem(.invalidEscape) }
        place += 1
        let low = try fourDigits()
        guard (0xDC00..<0xE000).contains(low) else { throw problem(.invalidEscape) }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = UnicodeScalar(code) else { throw problem(.invalidEscape) }
      decoded.append(contentsOf: UTF8.encode(scalar)!)
    default:
      place -= 1
      throw problem(.invalidEscape)
    }
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch try peek() {
      case let byte where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte): digit = byte - UInt8(ascii: "0")
      case let byte where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte): digit = byte - UInt8(ascii: "a") + 10
      case let byte where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte): digit = byte - UInt8(ascii: "A") + 10
      default: throw problem(.invalidEscape)
      }
      code = code << 4 | UInt32(digit)
      place += 1
    }
    return code
  }

  private func checkedText(_ text: UnsafeBufferPointer<UInt8>, at start: Int) throws(JSONError) -> String {
    guard let checked = String(validating: text, as: UTF8.self) else { throw JSONError(reason: .invalidUTF8, offset: start) }
    return checked
  }

  // MARK: Numbers and words

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = place
    if try peek() == UInt8(ascii: "-") { place += 1 }
    let isZero = try peek() == UInt8(ascii: "0")
    guard skipDigits() else { throw problem(.invalidNumber) }
    let digitsStart = bytes[start] == UInt8(ascii: "-") ? start + 1 : start
    if isZero, place - digitsStart > 1 { throw JSONError(reason: .invalidNumber, offset: start) }
    var isWhole = true
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      isWhole = false
      place += 1
      guard skipDigits() else { throw problem(.invalidNumber) }
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      place += 1
      if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") { place += 1 }
      guard skipDigits() else { throw problem(.invalidNumber) }
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isWhole {
      // -0 would come back as 0.
      guard let value = Int64(text), value.magnitude < 1 << 53, text != "-0" else {
        throw JSONError(reason: text == "-0" ? .invalidNumber : .numberOutOfRange, offset: start)
      }
      return .integer(value)
    }
    guard limits.allowsFractions else { throw JSONError(reason: .fractionNotAllowed, offset: start) }
    guard let value = Double(text), value.isFinite else { throw JSONError(reason: .numberOutOfRange, offset: start) }
    return .number(value)
  }

  /// Whether there was at least one digit.
  private mutating func skipDigits() -> Bool {
    let start = place
    while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) { place += 1 }
    return place > start
  }

  private mutating func word(_ word: StaticString) throws(JSONError) {
    let end = place + word.utf8CodeUnitCount
    guard end <= bytes.count else { throw problem(.unexpectedEnd, at: bytes.count) }
    for offset in 0..<word.utf8CodeUnitCount where bytes[place + offset] != word.utf8Start[offset] {
      throw problem(.unexpectedByte, at: place + offset)
    }
    place = end
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard place < bytes.count else { throw problem(.unexpectedEnd) }
    return bytes[place]
  }

  private mutating func skipSpace() {
    while place < bytes.count, isSpace(bytes[place]) { place += 1 }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private func problem(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
    JSONError(reason: reason, offset: offset ?? place)
  }
}
