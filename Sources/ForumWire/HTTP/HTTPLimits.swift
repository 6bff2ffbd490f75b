/// How much of each part of a message is accepted; all in bytes unless the name says otherwise.
public struct HTTPLimits: Sendable {
  /// The request line (or status line) without its CR LF; beyond: 414.
  public var requestLine = 8 * 1024
  /// The whole head with its empty line, and likewise all trailers together; beyond: 431.
  public var head = 32 * 1024
  /// The number of field lines in a head, and likewise in trailers; beyond: 431.
  public var fieldCount = 100
  /// A chunk's size line with its extensions; beyond: 400.
  public var chunkLine = 4 * 1024
  /// All chunk extensions of a body together; beyond: 400.
  public var chunkExtensions = 16 * 1024
  /// Empty lines ignored before a request line (RFC 9112 §2.2); beyond: 400.
  public var leadingEmptyLines = 16
  /// The body, where nobody names another limit; beyond: 413.
  public var body = 1024 * 1024

  public init() {}
}
