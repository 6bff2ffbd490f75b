/// The cookies a client sent, RFC 6265 §4.2 and §5.4: pairs in order; a pair that is not well formed is left out.
public struct Cookies: Sendable {
  /// Beyond so many, the rest is not read.
  public static let maximumCount = 100

  public private(set) var pairs: [(name: String, value: String)] = []

  /// Reads every Cookie field of a request.
  public init(_ fields: HTTPFields) {
    for field in fields.all("Cookie") { add(field) }
  }

  /// Reads the value of one Cookie field.
  public init(_ value: String) { add(value) }

  /// The first cookie of this name; names have case.
  public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  private mutating func add(_ field: String) {
    for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
      guard pairs.count < Self.maximumCount else { return }
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = Self.trim(pair[..<equals])
      var value = Self.trim(pair[pair.index(after: equals)...])
      if value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") {
        value = value.dropFirst().dropLast()
      }
      guard !name.isEmpty, name.allSatisfy(\.isToken), value.allSatisfy(Self.isValue) else { continue }
      pairs.append((String(Substring(name)), String(Substring(value))))
    }
  }

  private static func trim(_ text: Substring.UTF8View) -> Substring.UTF8View {
    var text = text
    while let first = text.first, first.isBlank { text.removeFirst() }
    while let last = text.last, last.isBlank { text.removeLast() }
    return text
  }

  /// cookie-octet, RFC 6265 §4.1.1.
  static func isValue(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ";")
      && byte != UInt8(ascii: "\\")
  }
}
