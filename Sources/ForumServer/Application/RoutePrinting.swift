import ForumWire

extension Route {
  /// The address's path: `/threads/42`.
  public var path: String {
    let shape = template.rawValue
    // A page prints hundreds of these: looked for as bytes, not as characters.
    guard let parameter, let open = shape.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = shape.utf8.firstIndex(of: UInt8(ascii: "}"))
    else { return shape }
    var path = String(shape[..<open])
    path += parameter
    path += shape[shape.utf8.index(after: close)...]
    return path
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
      text += separator + PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value)
      separator = "&"
    }
    return text
  }
}
