import ForumCore
import ForumNet
import ForumWire

/// What was sent with a POST, as a form or as a JSON object: handlers read both alike, by name.
struct Fields: Sendable {
  private enum Source: Sendable {
    case form(FormURLEncoded)
    case json(JSONObject)
  }

  private let source: Source
  static let empty = Fields(source: .form(FormURLEncoded()))

  var isForm: Bool { if case .form = source { true } else { false } }

  private init(source: Source) { self.source = source }

  /// Reads a body by its `Content-Type`; anything but a form or JSON is 415, a JSON that is no object is 400.
  static func read(_ request: Request) throws(Problem) -> Fields {
    // Nothing here decompresses a body: one that came compressed would be read as something else.
    if let codings = request.head.fields.list("Content-Encoding"),
      codings.split(separator: ",").contains(where: { $0.filter { $0 != " " && $0 != "\t" }.lowercased() != "identity" })
    {
      throw Problem(.contentCodingUnsupported)
    }
    let field = request.head.fields["Content-Type"]
    guard let type = field.map({ MediaType($0)?.essence ?? "" }) else {
      guard request.body.isEmpty else { throw Problem(.mediaTypeUnsupported) }
      return .empty
    }
    switch type {
    case "application/x-www-form-urlencoded":
      guard let form = FormURLEncoded(decoding: request.body) else { throw Problem(.bodyInvalid) }
      return Fields(source: .form(form))
    case "application/json":
      let value: JSONValue
      do {
        value = try JSONParser.parse(request.body)
      } catch {
        throw Problem(.bodyInvalid, parameters: ["reason": error.description])
      }
      guard case .object(let object) = value else {
        throw Problem(.bodyInvalid, parameters: ["reason": "The JSON is not an object."])
      }
      return Fields(source: .json(object))
    default: throw Problem(.mediaTypeUnsupported)
    }
  }

  /// A text as it was sent; nil when it is absent or null. JSON of another kind is a problem of that field.
  func requiredKind(_ name: String) throws(Problem) -> String? {
    switch source {
    case .form(let form): return form[name]
    case .json(let object):
      switch object[name] {
      case nil, .null: return nil
      case .string(let text): return text
      default: throw .field(name)
      }
    }
  }

  /// A text, or nothing: for hidden fields and what is shown again.
  func text(_ name: String) -> String? { try? requiredKind(name) }

  /// A text; empty when it is absent, so that the rule of the field says what is missing.
  func string(_ name: String) throws(Problem) -> String { try requiredKind(name) ?? "" }

  /// A text that is nil when empty: an optional choice.
  func choice(_ name: String) throws(Problem) -> String? {
    guard let text = try requiredKind(name), !text.isEmpty else { return nil }
    return text
  }

  /// Bytes in base64url without padding; empty when absent.
  func bytes(_ name: String) throws(Problem) -> [UInt8] {
    guard let bytes = Base64URL.decode(try string(name)) else { throw .field(name) }
    return bytes
  }

  /// One of the words of an enumeration; nil when it is absent or empty.
  func word<Word: RawRepresentable>(
    _ name: String, _ type: Word.Type, otherwise problem: Problem? = nil
  ) throws(Problem) -> Word? where Word.RawValue == String {
    guard let text = try choice(name) else { return nil }
    guard let word = Word(rawValue: text) else { throw problem ?? .field(name) }
    return word
  }

  /// An identifier or position; nil when it is absent or empty. A form sends it as text, JSON as a number (or as text).
  func position(_ name: String) throws(Problem) -> Position? {
    if case .json(let object) = source, let value = object[name], value != .null {
      if let number = value.integer, number > 0 { return number }
      if value.string == nil { throw .field(name) }
    }
    guard let text = try choice(name) else { return nil }
    guard let position = Route.position(text[...]) else { throw .field(name) }
    return position
  }

  /// A JSON object; a form sends it as text. Nil where it is none.
  func object(_ name: String) -> JSONValue? {
    let value: JSONValue? =
      switch source {
      case .json(let object): object[name]
      case .form(let form): form[name].flatMap { try? JSONParser.parse(Array($0.utf8)) }
      }
    return value?.object == nil ? nil : value
  }

  /// A day: `2026-11-25`; nil when it is absent or empty.
  func day(_ name: String) throws(Problem) -> CalendarDay? {
    guard let text = try choice(name) else { return nil }
    guard let day = CalendarDay(text) else { throw .field(name) }
    return day
  }

  /// A number from 0 on; nil when it is absent or empty.
  func count(_ name: String) throws(Problem) -> Int? {
    if case .json(let object) = source, let number = object[name]?.integer {
      guard (0...1_000_000).contains(number) else { throw .field(name) }
      return Int(number)
    }
    guard let text = try choice(name) else { return nil }
    guard let number = Int(text), (0...1_000_000).contains(number) else { throw .field(name) }
    return number
  }

  /// Yes or no: `1`, `on`, `true`; absent is no.
  func flag(_ name: String) throws(Problem) -> Bool {
    if case .json(let object) = source {
      switch object[name] {
      case nil, .null: return false
      case .bool(let value): return value
      case .integer(let value) where value == 0 || value == 1: return value == 1
      default: break
      }
    }
    switch try choice(name) {
    case nil, "0", "false", "off": return false
    case "1", "true", "on": return true
    default: throw .field(name)
    }
  }

  /// Whether the field was sent at all.
  func has(_ name: String) -> Bool {
    switch source {
    case .form(let form): form[name] != nil
    case .json(let object): object[name] != nil
    }
  }

  /// Everything typed, for a form that is shown again; never passwords and tokens.
  var typed: [String: String] {
    guard case .form(let form) = source else { return [:] }
    var values: [String: String] = [:]
    for pair in form.pairs where values[pair.name] == nil && !Self.secret.contains(pair.name) { values[pair.name] = pair.value }
    return values
  }

  private static let secret: Set<String> = ["csrf", "password", "current", "idempotency-key"]
}
