/// A space was opened. The built-in ones have no name here: each language names them by the key.
public struct SpaceOpened: EventPayload {
  public static let type = EventType.spaceOpened
  public var key: String
  public var name: String?

  public var data: JSONObject { ["key": .string(key)] }
  public var contents: [NewContent] { name.map { [NewContent("name", .public, text: $0)] } ?? [] }

  public init(key: String, name: String?) {
    self.key = key
    self.name = name
  }

  public init(_ fields: EventFields) throws {
    key = try fields.text("key")
    name = fields.content("name")
  }
}

/// Why a content may be erased.
public enum ErasureGround: String, Sendable, CaseIterable {
  /// The person concerned asked (GDPR 17(1)(b), (c)).
  case request
  /// A court or an authority ordered it.
  case order
  /// It was never lawful to keep.
  case unlawful
}

/// A content was erased: its row is gone, the fact and the hashes stay.
public struct ContentErased: EventPayload {
  public static let type = EventType.contentErased
  public var position: Position
  /// The content's name at that position.
  public var name: String
  public var ground: ErasureGround
  public var reason: String?
  public var author: ParticipantID?

  public var data: JSONObject {
    ["position": .integer(position), "name": .string(name), "ground": .word(ground)]
  }

  public var contents: [NewContent] {
    [NewContent("reason", .moderators, text: reason ?? ""), .author(author, .self)]
  }

  public init(position: Position, name: String, ground: ErasureGround, reason: String, author: ParticipantID?) {
    self.position = position
    self.name = name
    self.ground = ground
    self.reason = reason
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    position = try fields.integer("position")
    name = try fields.text("name")
    ground = try fields.word("ground")
    reason = fields.content("reason")
    author = fields.author
  }
}

/// An import came to its end, having brought in so much.
public struct ImportCompleted: EventPayload {
  public static let type = EventType.importCompleted
  public var source: String
  public var counts: ImportCounts

  public var data: JSONObject {
    [
      "source": .string(source), "participants": .integer(Int64(counts.participants)),
      "threads": .integer(Int64(counts.threads)), "posts": .integer(Int64(counts.posts)),
    ]
  }

  public var contents: [NewContent] { [] }

  public init(source: String, counts: ImportCounts) {
    self.source = source
    self.counts = counts
  }

  public init(_ fields: EventFields) throws {
    source = try fields.text("source")
    counts = ImportCounts(
      participants: Int(try fields.integer("participants")), threads: Int(try fields.integer("threads")),
      posts: Int(try fields.integer("posts")))
  }
}
