/// The header fields of a message, in order, in the bytes they arrived in.
///
/// Nothing becomes a `String` before somebody asks. Names compare without case (RFC 9110 §5.1). A value that would break out of
/// its line cannot be held: CR, LF and NUL become spaces when a value is added (RFC 9110 §5.5).
public struct HTTPFields: Sendable {
  /// Where one field stands in `bytes`.
  struct Line: Sendable {
    var name: Range<UInt32>
    var value: Range<UInt32>
  }

  /// The fields' bytes, with gaps: for a decoded message it is the whole head.
  private(set) var bytes: [UInt8] = []
  private(set) var lines: [Line] = []

  public init() {}

  init(bytes: [UInt8], lines: [Line]) {
    self.bytes = bytes
    self.lines = lines
  }

  /// The number of field lines.
  public var count: Int { lines.count }
  public var isEmpty: Bool { lines.isEmpty }

  /// Adds a field line at the end. The name must be a token of RFC 9110 §5.6.2: it is ours, never a peer's.
  public mutating func add(_ name: String, _ value: String) {
    precondition(!name.isEmpty && name.utf8.allSatisfy(\.isToken), "a field name must be a token")
    let nameStart = UInt32(bytes.count)
    bytes.append(contentsOf: name.utf8)
    let valueStart = UInt32(bytes.count)
    bytes.append(contentsOf: value.utf8)
    for place in Int(valueStart)..<bytes.count where !bytes[place].isFieldContent { bytes[place] = .space }
    let valueEnd = UInt32(bytes.count)
    let trimmed = bytes.span.trimmed(Int(valueStart)..<Int(valueEnd))
    lines.append(
      Line(name: nameStart..<valueStart, value: UInt32(trimmed.lowerBound)..<UInt32(trimmed.upperBound)))
  }

  /// Adds all field lines of another message at the end, as they are.
  public mutating func add(_ fields: HTTPFields) {
    let start = UInt32(bytes.count)
    bytes.append(contentsOf: fields.bytes)
    for line in fields.lines {
      lines.append(
        Line(
          name: line.name.lowerBound + start..<line.name.upperBound + start,
          value: line.value.lowerBound + start..<line.value.upperBound + start))
    }
  }

  /// Replaces every field of this name by one, at the end.
  public mutating func set(_ name: String, _ value: String) {
    if contains(name) { remove(name) }
    add(name, value)
  }

  /// Removes every field of this name.
  public mutating func remove(_ name: String) {
    guard contains(name) else { return }
    let kept = lines.filter { !isNamed($0, name) }
    lines = kept
  }

  /// The first value under this name; setting replaces all of them, nil removes them.
  public subscript(name: String) -> String? {
    get { lines.first { isNamed($0, name) }.map(value) }
    set { if let newValue { set(name, newValue) } else { remove(name) } }
  }

  /// Every value under this name, in order.
  public func all(_ name: String) -> [String] {
    lines.filter { isNamed($0, name) }.map(value)
  }

  /// The values under this name as one comma-separated list (RFC 9110 §5.3), nil when there is none.
  public func list(_ name: String) -> String? {
    let values = all(name)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  public func contains(_ name: String) -> Bool { lines.contains { isNamed($0, name) } }

  private func isNamed(_ line: Line, _ name: String) -> Bool {
    guard line.name.count == name.utf8.count else { return false }
    var index = Int(line.name.lowerBound)
    for byte in name.utf8 {
      if bytes[index].lowercased != byte.lowercased { return false }
      index += 1
    }
    return true
  }

  func name(_ line: Line) -> String { bytes.span.string(Int(line.name.lowerBound)..<Int(line.name.upperBound)) }
  func value(_ line: Line) -> String { bytes.span.string(Int(line.value.lowerBound)..<Int(line.value.upperBound)) }

  /// Writes the fields as lines, each with its CR LF, leaving out those whose names `isLeftOut` says.
  func encode(into output: inout [UInt8], leavingOut isLeftOut: (Span<UInt8>, Range<Int>) -> Bool = { _, _ in false }) {
    let span = bytes.span
    for line in lines {
      let name = Int(line.name.lowerBound)..<Int(line.name.upperBound)
      if isLeftOut(span, name) { continue }
      output.append(contentsOf: bytes[name])
      output.append(UInt8(ascii: ":"))
      output.append(.space)
      output.append(contentsOf: bytes[Int(line.value.lowerBound)..<Int(line.value.upperBound)])
      output.append(.carriageReturn)
      output.append(.lineFeed)
    }
  }
}

extension HTTPFields: Sequence {
  public struct Iterator: IteratorProtocol {
    let fields: HTTPFields
    var index = 0

    public mutating func next() -> (name: String, value: String)? {
      guard index < fields.lines.count else { return nil }
      defer { index += 1 }
      let line = fields.lines[index]
      return (fields.name(line), fields.value(line))
    }
  }

  public func makeIterator() -> Iterator { Iterator(fields: self) }
}

extension HTTPFields: Equatable {
  /// The same names (without case) and values in the same order.
  public static func == (left: HTTPFields, right: HTTPFields) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy {
        $0.name.utf8.elementsEqual($1.name.utf8) { $0.lowercased == $1.lowercased } && $0.value == $1.value
      }
  }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }
}
