/// A media type with its parameters, RFC 9110 §8.3.1, or in Accept a range of them (`text/*`).
public struct MediaType: Equatable, Sendable {
  /// In small letters, `*` in a range.
  public var type: String
  public var subtype: String
  /// Names in small letters.
  public var parameters: [Parameter]

  public struct Parameter: Equatable, Sendable {
    public var name: String
    public var value: String
  }

  /// Without parameters: `text/html`.
  public var essence: String { "\(type)/\(subtype)" }

  public subscript(parameter: String) -> String? { parameters.first { $0.name == parameter }?.value }

  /// The value of a Content-Type field; nil when it is not well formed.
  public init?(_ value: String) {
    var cursor = FieldCursor(value)
    cursor.skipBlanks()
    guard let type = MediaType(&cursor) else { return nil }
    cursor.skipBlanks()
    guard cursor.isAtEnd else { return nil }
    self = type
  }

  /// Reads one type up to a comma or the end.
  init?(_ cursor: inout FieldCursor) {
    guard let type = cursor.token(), cursor.skipExactly(UInt8(ascii: "/")), let subtype = cursor.token() else { return nil }
    self.type = type.lowercased()
    self.subtype = subtype.lowercased()
    parameters = []
    while cursor.skip(UInt8(ascii: ";")) {
      // RFC 9110 §5.6.6 lets a parameter be empty.
      guard let name = cursor.token() else { continue }
      guard cursor.skipExactly(UInt8(ascii: "=")), let value = cursor.tokenOrQuoted() else { return nil }
      parameters.append(Parameter(name: name.lowercased(), value: value))
    }
  }
}
