/// Why bytes are not the JSON we take, and where.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Reason: String, Sendable {
    case tooLarge = "too large"
    case tooDeep = "nested too deeply"
    case unexpectedEnd = "ends too early"
    case unexpectedByte = "an unexpected character"
    case trailingBytes = "something after the end"
    case invalidUTF8 = "not UTF-8"
    case invalidEscape = "an invalid escape"
    case invalidNumber = "an invalid number"
    case numberOutOfRange = "a number out of range"
    case fractionNotAllowed = "a fraction or exponent where whole numbers are asked for"
    case duplicateKey = "a key twice in one object"
  }

  public let reason: Reason
  /// The byte at which it was noticed, from 0.
  public let offset: Int

  public var description: String { "The JSON has \(reason.rawValue) at byte \(offset)." }
}
