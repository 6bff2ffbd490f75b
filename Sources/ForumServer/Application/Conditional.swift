import ForumCore
import ForumNet
import ForumWire

/// Conditional requests (RFC 9110 §13): whether the client has the answer already.
enum Conditional {
  /// Whether `If-None-Match` names this tag, compared weakly.
  static func isUnchanged(_ head: RequestHead, etag: EntityTag) -> Bool {
    guard let given = head.fields.list("If-None-Match") else { return false }
    return EntityTagCondition(given)?.matchesWeakly(etag) ?? false
  }

  /// A tag for these bytes.
  static func tag(_ bytes: [UInt8]) -> EntityTag { EntityTag(hexadecimal(SHA256.hash(bytes).prefix(12))) }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Gives a 200 its tag, and makes it a 304 where the client has it.
  static func apply(_ response: Response, to head: RequestHead) -> Response {
    guard response.status == 200, case .bytes(let bytes) = response.body, response.fields["ETag"] == nil else { return response }
    var response = response
    let etag = tag(bytes)
    response.fields.add("ETag", etag.field)
    guard isUnchanged(head, etag: etag) else { return response }
    response.fields.remove("Content-Type")
    return Response(status: 304, fields: response.fields)
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
