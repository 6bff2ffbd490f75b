/// The form of an entry, for ever:
///
/// ```
/// {"position":57,"at":"2026-11-23T21:18:55.670738Z","stream":"post/57","version":1,"type":"post.published.v1","by":1017,
///  "as":{"organisation":88},"data":{"thread":42},"contents":{"body":"(base64url)"},"cause":55}
/// ```
/// (one line in truth). One JSON object in UTF-8, keys in this order, no white space outside strings, at most 65,535 bytes;
/// `by`, `as`, `contents` and `cause` are left out where there is none, `data` is always there. Whole numbers below 2⁵³, no
/// null. `parse` refuses whatever `format` would not have written (`EntryScanner`).
enum EntryCodec {
  static let maximumSize = 65_535

  static func format(
    position: Position, at: Instant, stream: Stream, version: Int, type: String, by: Position?, organisation: Position?,
    data: JSONObject, contents: [ContentCommitment], cause: Position?
  ) throws(EntryError) -> [UInt8] {
    var name = type
    guard name.withUTF8(isTypeName) else { throw .type(type) }
    try checkFacts(.object(data))
    var writer = JSONWriter(capacity: 512)
    writer.beginObject()
    writer.member("position", position)
    writer.member("at", at.description)
    writer.member("stream", stream.description)
    writer.member("version", Int64(version))
    writer.member("type", type)
    if let by { writer.member("by", by) }
    if let organisation {
      writer.key("as")
      writer.beginObject()
      writer.member("organisation", organisation)
      writer.endObject()
    }
    writer.key("data")
    writer.object(data)
    if !contents.isEmpty {
      writer.key("contents")
      writer.beginObject()
      for content in contents { writer.member(content.name, Base64URL.encode(content.commitment)) }
      writer.endObject()
    }
    if let cause { writer.member("cause", cause) }
    writer.endObject()
    guard writer.bytes.count <= maximumSize else { throw .tooLarge(writer.bytes.count) }
    return writer.bytes
  }

  static func parse(_ bytes: [UInt8]) throws(EntryError) -> Entry { try EntryScanner.scan(bytes) }

  /// `post.published.v1`: words of small letters and hyphens, then the version.
  static func isTypeName(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let dot = letters.lastIndex(of: UInt8(ascii: ".")) else { return false }
    let version = letters[(dot + 1)...]
    guard version.count >= 2, version.first == UInt8(ascii: "v"), version[dot + 2] != UInt8(ascii: "0"),
      version.dropFirst().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return false }
    var before = UInt8(ascii: ".")
    for letter in letters[..<dot] {
      let isWord = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) || letter == UInt8(ascii: "-")
      guard isWord || (letter == UInt8(ascii: ".") && before != letter) else { return false }
      before = letter
    }
    return before != UInt8(ascii: ".")
  }

  /// No null and no fraction anywhere in the facts, and no more levels than are read again.
  private static func checkFacts(_ value: JSONValue, depth: Int = 0) throws(EntryError) {
    switch value {
    case .null, .number: throw .fact
    case .integer(let number): guard number.magnitude < 1 << 53 else { throw .fact }
    case .bool, .string: return
    case .array(let values):
      guard depth < CanonicalJSON.maximumDepth else { throw .fact }
      for value in values { try checkFacts(value, depth: depth + 1) }
    case .object(let object):
      guard depth < CanonicalJSON.maximumDepth else { throw .fact }
      for member in object.members { try checkFacts(member.value, depth: depth + 1) }
    }
  }
}
