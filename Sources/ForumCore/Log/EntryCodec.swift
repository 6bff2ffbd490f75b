/// The form of an entry, for ever:
///
/// ```
/// {"position":57,"at":"2026-11-23T21:18:55.670738Z","stream":"post/57","version":1,"type":"post.published.v1","by":1017,
///  "as":{"organisation":88},"data":{"thread":42},"contents":{"body":"(base64url)"},"cause":55}
/// ```
/// (one line in truth). One JSON object in UTF-8, keys in this order, no white space outside strings, at most 65,535 bytes;
/// `by`, `as`, `contents` and `cause` are left out where there is none, `data` is always there. Whole numbers below 2⁵³, no
/// null. `parse` refuses whatever `format` would not have written.
enum EntryCodec {
  static let maximumSize = 65_535

  static func format(
    position: Position, at: Instant, stream: Stream, version: Int, type: String, by: Position?, organisation: Position?,
    data: JSONObject, contents: [ContentCommitment], cause: Position?
  ) throws(EntryError) -> [UInt8] {
    guard isTypeName(type) else { throw .type(type) }
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

  static func parse(_ bytes: [UInt8]) throws(EntryError) -> Entry {
    let value: JSONValue
    do { value = try JSONParser.parse(bytes, limits: .entry) } catch { throw .notJSON(error) }
    guard let position = value["position"]?.integer, position > 0 else { throw .key("position") }
    guard let at = value["at"]?.string.flatMap(Instant.init) else { throw .key("at") }
    guard let stream = value["stream"]?.string.flatMap(Stream.init(parsing:)) else { throw .key("stream") }
    guard let version = value["version"]?.integer, version > 0 else { throw .key("version") }
    guard let type = value["type"]?.string else { throw .key("type") }
    guard let data = value["data"]?.object else { throw .key("data") }
    var contents: [ContentCommitment] = []
    for member in value["contents"]?.object?.members ?? [] {
      guard let commitment = member.value.string.flatMap(Base64URL.decode), commitment.count == 32 else { throw .key("contents") }
      contents.append(ContentCommitment(name: member.key, commitment: commitment))
    }
    let by = value["by"]?.integer
    let organisation = value["as"]?["organisation"]?.integer
    let cause = value["cause"]?.integer
    // Written again it must be the same bytes: so nothing unknown, nothing out of order, no other spelling gets through.
    let canonical = try format(
      position: position, at: at, stream: stream, version: Int(version), type: type, by: by, organisation: organisation,
      data: data, contents: contents, cause: cause)
    guard canonical == bytes else { throw .notCanonical }
    return Entry(
      position: position, at: at, stream: stream, version: Int(version), type: type, by: by, organisation: organisation,
      data: data, contents: contents, cause: cause, bytes: bytes)
  }

  /// `post.published.v1`: words of small letters and hyphens, then the version.
  private static func isTypeName(_ type: String) -> Bool {
    var type = type
    return type.withUTF8 { letters in
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
  }

  /// No null and no fraction anywhere in the facts.
  private static func checkFacts(_ value: JSONValue) throws(EntryError) {
    switch value {
    case .null, .number: throw .fact
    case .integer(let number): guard number.magnitude < 1 << 53 else { throw .fact }
    case .bool, .string: return
    case .array(let values): for value in values { try checkFacts(value) }
    case .object(let object): for member in object.members { try checkFacts(member.value) }
    }
  }
}

/// Why bytes are not an entry, or an event cannot become one.
public enum EntryError: Error, Equatable, Sendable, CustomStringConvertible {
  case notJSON(JSONError)
  case key(String)
  case type(String)
  case fact
  case tooLarge(Int)
  case notCanonical

  public var description: String {
    switch self {
    case .notJSON(let error): error.description
    case .key(let key): "The key \(key) is missing or not what it should be."
    case .type(let type): "\(type) is not the name of an event type."
    case .fact: "A fact is null, has a fraction or is beyond 2⁵³."
    case .tooLarge(let size): "It has \(size) bytes; an entry has at most \(EntryCodec.maximumSize)."
    case .notCanonical:
      "It is not written as this program writes it: another order of keys, white space, another spelling, or an unknown key."
    }
  }
}
