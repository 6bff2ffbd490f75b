/// Reads the bytes of an entry in one pass, in the order in which `EntryCodec.format` writes them, and refuses whatever it would not
/// have written: so nothing unknown, nothing out of order and no other spelling gets through.
struct EntryScanner {
  private var json: CanonicalJSON

  static func scan(_ bytes: [UInt8]) throws(EntryError) -> Entry {
    guard bytes.count <= EntryCodec.maximumSize else { throw .tooLarge(bytes.count) }
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<Entry, CanonicalJSON.Failure> in
      var scanner = EntryScanner(json: CanonicalJSON(buffer))
      do throws(CanonicalJSON.Failure) { return .success(try scanner.entry(bytes)) } catch { return .failure(error) }
    }
    do { return try result.get() } catch { throw .unexpected(error.expected, offset: error.offset) }
  }

  private mutating func entry(_ bytes: [UInt8]) throws(CanonicalJSON.Failure) -> Entry {
    try json.expect(#"{"position":"#)
    let position = try number()
    try json.expect(#","at":""#)
    let at = try instant()
    try json.expect(#","stream":""#)
    let stream = try stream()
    try json.expect(#","version":"#)
    let version = try number()
    try json.expect(#","type":""#)
    let type = try type()
    let by = json.skip(#","by":"#) ? try json.integer() : nil
    var organisation: Position?
    if json.skip(#","as":{"organisation":"#) {
      organisation = try json.integer()
      try json.expect("}")
    }
    try json.expect(#","data":"#)
    let data = try json.object()
    let contents = json.skip(#","contents":{"#) ? try contents() : []
    let cause = json.skip(#","cause":"#) ? try json.integer() : nil
    try json.expect("}")
    guard json.isAtEnd else { throw json.failure("the end") }
    return Entry(
      position: position, at: at, stream: stream, version: Int(version), type: type, by: by, organisation: organisation,
      data: data, contents: contents, cause: cause, bytes: bytes)
  }

  /// A whole number from 1 on.
  private mutating func number() throws(CanonicalJSON.Failure) -> Int64 {
    let start = json.place
    let number = try json.integer()
    guard number > 0 else { throw json.failure("a number from 1 on", at: start) }
    return number
  }

  private mutating func instant() throws(CanonicalJSON.Failure) -> Instant {
    let start = json.place
    guard let instant = Instant(letters: try json.letters()) else { throw json.failure("a moment", at: start) }
    return instant
  }

  private mutating func stream() throws(CanonicalJSON.Failure) -> Stream {
    let start = json.place
    guard let stream = Stream(letters: try json.letters()) else { throw json.failure("a stream", at: start) }
    return stream
  }

  private mutating func type() throws(CanonicalJSON.Failure) -> String {
    let start = json.place
    let letters = try json.letters()
    guard EntryCodec.isTypeName(letters) else { throw json.failure("the name of an event type", at: start) }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The commitments, from the first name on.
  private mutating func contents() throws(CanonicalJSON.Failure) -> [ContentCommitment] {
    var contents: [ContentCommitment] = []
    contents.reserveCapacity(2)
    repeat {
      let start = json.place
      try json.expect("\"")
      let name = try json.string()
      guard !contents.contains(where: { $0.name == name }) else { throw json.failure("another name", at: start) }
      try json.expect(#":""#)
      let value = json.place
      guard let commitment = Base64URL.decode(try json.letters()), commitment.count == 32 else {
        throw json.failure("a commitment", at: value)
      }
      contents.append(ContentCommitment(name: name, commitment: commitment))
    } while json.skip(",")
    try json.expect("}")
    return contents
  }
}
