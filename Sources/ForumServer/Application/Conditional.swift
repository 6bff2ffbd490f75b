import ForumCore
import ForumNet
import ForumWire

/// Conditional requests (RFC 9110 §13). Nothing here has a date of modification, so the conditions by date do not apply (§13.1.3).
enum Conditional {
  /// What the conditions of a GET or HEAD say about the representation with this tag, in the order of §13.2.2.
  enum Outcome {
    /// Answer as if there were none.
    case met
    /// The client has it: 304.
    case unchanged
    /// The client wants another version than there is: 412.
    case failed
  }

  static func outcome(_ head: RequestHead, etag: EntityTag) -> Outcome {
    if let given = head.fields.list("If-Match"), EntityTagCondition(given)?.matchesStrongly(etag) == false { return .failed }
    if let given = head.fields.list("If-None-Match"), EntityTagCondition(given)?.matchesWeakly(etag) == true { return .unchanged }
    return .met
  }

  /// The part of a file that is asked for: with `If-Range` only of the very version it names, else the whole (§13.1.5).
  static func range(_ head: RequestHead, etag: EntityTag, length: Int) -> ByteRange {
    guard head.method == "GET" else { return .whole }
    if let given = head.fields["If-Range"] {
      guard case .tags(let tags)? = EntityTagCondition(given), tags.count == 1, tags[0].matchesStrongly(etag) else {
        return .whole
      }
    }
    return ByteRange(head.fields["Range"], length: length)
  }

  /// A tag for these bytes.
  static func tag(_ bytes: [UInt8]) -> EntityTag { EntityTag(hexadecimal(SHA256.hash(bytes).prefix(12))) }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// A tag that no other answer has, for bytes that no other answer has: nothing is to be gained from hashing them.
  static func newTag() -> EntityTag { EntityTag(hexadecimal(RandomBytes.make(12))) }

  /// Gives a 200 its tag, and makes it a 304 where the client has it.
  static func apply(_ response: Response, to head: RequestHead, isUnique: Bool = false) throws(Problem) -> Response {
    guard response.status == 200, case .bytes(let bytes) = response.body, response.fields["ETag"] == nil else { return response }
    var response = response
    let etag = isUnique ? newTag() : tag(bytes)
    response.fields.add("ETag", etag.field)
    switch outcome(head, etag: etag) {
    case .met: return response
    case .failed: throw Problem(.preconditionFailed)
    case .unchanged:
      response.fields.remove("Content-Type")
      return Response(status: 304, fields: response.fields)
    }
  }
}

/// Which content codings the client takes (RFC 9110 §12.5.3).
enum Encoding {
  /// Whether gzip is acceptable: named with a weight above 0. `*` is not looked at: who wants gzip says so.
  static func acceptsGzip(_ field: String?) -> Bool {
    guard let field else { return false }
    for part in field.split(separator: ",") {
      let pieces = part.split(separator: ";").map { String($0.filter { $0 != " " && $0 != "\t" }).lowercased() }
      guard let name = pieces.first, name == "gzip" || name == "x-gzip" else { continue }
      let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
      return weight.flatMap { Double($0) } != 0
    }
    return false
  }
}
