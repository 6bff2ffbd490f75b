/// The kinds of streams. A stream holds everything of one thing: `post/57`.
public struct StreamKind: RawRepresentable, Hashable, Sendable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let space = StreamKind(rawValue: "space")
  public static let organisation = StreamKind(rawValue: "organisation")
  public static let participant = StreamKind(rawValue: "participant")
  public static let consent = StreamKind(rawValue: "consent")
  public static let thread = StreamKind(rawValue: "thread")
  public static let post = StreamKind(rawValue: "post")
  public static let mandate = StreamKind(rawValue: "mandate")
  public static let notice = StreamKind(rawValue: "notice")
  public static let decision = StreamKind(rawValue: "decision")
  public static let appeal = StreamKind(rawValue: "appeal")
  public static let rules = StreamKind(rawValue: "rules")
  public static let terms = StreamKind(rawValue: "terms")
  public static let `import` = StreamKind(rawValue: "import")
}

/// A stream of the log: a kind and the position of the event that began it.
public struct Stream: Hashable, Sendable, CustomStringConvertible {
  public let kind: StreamKind
  /// Nil in a new event that begins its stream: the stream is then named by that event's own position.
  public let id: Position?

  public init(_ kind: StreamKind, _ id: Position? = nil) {
    self.kind = kind
    self.id = id
  }

  /// The stored form, `post/57`.
  public var description: String { kind.rawValue + "/" + (id.map(String.init) ?? "") }

  /// Reads the stored form; nil for anything that form would not have written.
  init?(letters: UnsafeBufferPointer<UInt8>) {
    guard let slash = letters.firstIndex(of: UInt8(ascii: "/")), slash > 0, letters[0] != UInt8(ascii: "-"),
      letters[..<slash].allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    var number = CanonicalJSON(UnsafeBufferPointer(rebasing: letters[(slash + 1)...]))
    guard let id = try? number.integer(), id > 0, number.isAtEnd else { return nil }
    self.init(StreamKind(rawValue: String(decoding: letters[..<slash], as: UTF8.self)), id)
  }
}
