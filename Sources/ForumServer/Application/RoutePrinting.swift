extension Route {
  /// The address's path: `/threads/42`.
  public var path: String {
    let shape = template.rawValue
    guard let parameter, let open = shape.firstIndex(of: "{"), let close = shape.firstIndex(of: "}") else { return shape }
    return shape[..<open] + parameter + shape[shape.index(after: close)...]
  }

  /// The path with the suffix of a representation: `/threads/42.json`. The home page's are `/index.json`, `/index.atom`.
  public func path(as representation: Representation) -> String {
    (self == .home ? "/index" : path) + "." + representation.rawValue
  }

  /// The path with a query, percent-encoded: `/threads/42?after=57`. Pairs without a value are left out.
  public func url(as representation: Representation? = nil, _ query: KeyValuePairs<String, String?> = [:]) -> String {
    url(as: representation, pairs: query.map { ($0.key, $0.value) })
  }

  /// As `url(as:_:)`, with pairs made elsewhere, in their order.
  public func url(as representation: Representation?, pairs: [(String, String?)]) -> String {
    var text = representation.map(path(as:)) ?? path
    var separator = "?"
    for (name, value) in pairs {
      guard let value else { continue }
      text += separator + Self.encode(name) + "=" + Self.encode(value)
      separator = "&"
    }
    return text
  }

  /// RFC 3986 unreserved characters stand for themselves, every other byte is `%XX`.
  private static func encode(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
      }
    }
    return result
  }
}
