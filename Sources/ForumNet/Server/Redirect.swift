import ForumWire

/// Plain HTTP that sends everybody to another origin: to the same path and query there, whatever host they asked for, so that nobody
/// can be led anywhere else. The connection ends with the answer, and no body is taken. The limits of all connections hold here too.
public struct Redirect: Sendable {
  public var listen: [ServerOptions.Listen]
  /// Scheme, host and port, without a slash at the end: `https://sfat.example`.
  public var origin: String

  public init(listen: [ServerOptions.Listen], origin: String) {
    self.listen = listen
    self.origin = origin
  }

  /// 308, so that the method and the body stay what they are (RFC 9110 §15.4.9). A target without a path, as of `OPTIONS *`, leads to
  /// the root.
  func answer(to head: RequestHead) -> Response {
    let path = head.path.hasPrefix("/") ? head.path : "/"
    var fields = HTTPFields()
    fields.add("Location", origin + path + (head.query.map { "?" + $0 } ?? ""))
    return Response(status: 308, fields: fields)
  }
}
