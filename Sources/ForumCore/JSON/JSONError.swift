/// Why bytes are not the JSON we take, and where.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  public enum Reason: String, Sendable {
    case tooLarge = "is too large"
    case tooDeep = "is nested too deeply"
    case unexpectedEnd = "ends too early"
    case unexpectedByte = "has an unexpected character"
    case trailingBytes = "has something after the end"
    case invalidUTF8 = "is not UTF-8"
    case invalidEscape = "has an invalid escape"
    case invalidNumber = "has an invalid number"
    case numberOutOfRange = "has a number out of range"
    case fractionNotAllowed = "has a fraction or exponent where whole numbers are asked for"
    case duplicateKey = "has a key twice in one object"
  }

  public let reason: Reason
  /// The byte at which it was noticed, from 0.
  public let offset: Int

  public var description: String { "The JSON \(reason.rawValue) at byte \(offset)." }
}
