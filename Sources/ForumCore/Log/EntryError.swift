/// Why bytes are not an entry, or an event cannot become one.
public enum EntryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Something else stands at a byte, counted from 0, than an entry has there.
  case unexpected(String, offset: Int)
  case type(String)
  case fact
  case tooLarge(Int)

  public var description: String {
    switch self {
    case .unexpected(let expected, let offset): "At byte \(offset) there is not what an entry has there: \(expected)."
    case .type(let type): "\(type) is not the name of an event type."
    case .fact: "A fact is null, has a fraction, is beyond 2⁵³ or is nested too deeply."
    case .tooLarge(let size): "It has \(size) bytes; an entry has at most \(EntryCodec.maximumSize)."
    }
  }
}
