public import ForumWire

/// An HTTP answer whose body is known. `Date`, `Content-Length` and `Connection` are added when it is written, and the body is left
/// out where HTTP has none: for HEAD, 204 and 304 (RFC 9110 §9.3.2, §15.3.5, §15.4.5).
public struct Response: Sendable {
  public enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// Sent as it lies, without a copy.
    case shared(SharedBytes)

    public var count: Int {
      switch self {
      case .none: 0
      case .bytes(let bytes): bytes.count
      case .shared(let bytes): bytes.count
      }
    }
  }

  public var status: Int
  public var fields: HTTPFields
  public var body: Body

  public init(status: Int, fields: HTTPFields = HTTPFields(), body: Body = .none) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// A short answer in plain text.
  public static func text(_ status: Int, _ text: String) -> Response {
    var fields = HTTPFields()
    fields.add("Content-Type", "text/plain; charset=utf-8")
    return Response(status: status, fields: fields, body: .bytes(Array((text + "\n").utf8)))
  }
}
