/// A value bound to a statement's parameter. Both engines know these four and no others: a moment is its microseconds, a
/// truth value 0 or 1.
public enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  public init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
  public init(_ value: Int) { self = .integer(Int64(value)) }
  public init(_ value: Bool) { self = .integer(value ? 1 : 0) }
  public init(_ value: String?) { self = value.map { .text($0) } ?? .null }
  public init(_ value: [UInt8]?) { self = value.map { .blob($0) } ?? .null }
  public init(_ value: Instant?) { self = value.map { .integer($0.microseconds) } ?? .null }
  public init<ID: Identifier>(_ value: ID?) { self = value.map { .integer($0.rawValue) } ?? .null }
  /// The raw value of an enumeration of words.
  public init<Word: RawRepresentable>(_ value: Word?) where Word.RawValue == String {
    self = value.map { .text($0.rawValue) } ?? .null
  }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral, ExpressibleByBooleanLiteral
{
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .integer(value ? 1 : 0) }
}
