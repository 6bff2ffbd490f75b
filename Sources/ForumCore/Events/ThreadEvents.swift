/// A conversation began. Its first post is the next event.
public struct ThreadOpened: EventPayload {
  public static let type = EventType.threadOpened
  public var space: SpaceID
  public var kind: ThreadKind
  public var territory: String?
  public var language: String
  /// When it was opened in the system it was imported from.
  public var originallyAt: Instant?
  /// Supports counted there.
  public var supports: Int?
  public var title: String?
  public var origin: Origin?

  public var data: JSONObject {
    members(
      ("space", .id(space)), ("kind", .word(kind)), ("territory", territory.map { .string($0) }),
      ("lang", .string(language)), ("originallyAt", originallyAt.map { .string($0.description) }),
      ("supports", supports.map { .integer(Int64($0)) }))
  }

  public var contents: [NewContent] {
    [NewContent("title", .public, text: title ?? "")] + (origin.map { [$0.content] } ?? [])
  }

  public init(
    space: SpaceID, kind: ThreadKind, territory: String?, language: String, title: String, originallyAt: Instant? = nil,
    supports: Int? = nil, origin: Origin? = nil
  ) {
    self.space = space
    self.kind = kind
    self.territory = territory
    self.language = language
    self.title = title
    self.originallyAt = originallyAt
    self.supports = supports
    self.origin = origin
  }

  public init(_ fields: EventFields) throws {
    space = try fields.id("space")
    kind = try fields.word("kind")
    territory = try fields.textOrNil("territory")
    language = try fields.text("lang")
    originallyAt = try fields.instantOrNil("originallyAt")
    supports = try fields.integerOrNil("supports").map { Int($0) }
    title = fields.content("title")
    origin = try fields.object("origin").flatMap(Origin.init)
  }
}

/// Its author gave the thread another title. `replaces` is the position of the title before.
public struct ThreadRetitled: EventPayload {
  public static let type = EventType.threadRetitled
  public var replaces: Position
  public var title: String?

  public var data: JSONObject { ["replaces": .integer(replaces)] }
  public var contents: [NewContent] { [NewContent("title", .public, text: title ?? "")] }

  public init(replaces: Position, title: String) {
    self.replaces = replaces
    self.title = title
  }

  public init(_ fields: EventFields) throws {
    replaces = try fields.integer("replaces")
    title = fields.content("title")
  }
}

/// A moderator closed the thread to new posts.
public struct ThreadLocked: EventPayload {
  public static let type = EventType.threadLocked
  public var author: ParticipantID?
  public var reason: String?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [.author(author), NewContent("reason", .public, text: reason ?? "")] }

  public init(author: ParticipantID?, reason: String) {
    self.author = author
    self.reason = reason
  }

  public init(_ fields: EventFields) throws {
    author = fields.author
    reason = fields.content("reason")
  }
}

/// A moderator opened it again. `replaces` is the position of the lock.
public struct ThreadUnlocked: EventPayload {
  public static let type = EventType.threadUnlocked
  public var replaces: Position
  public var author: ParticipantID?
  public var reason: String?

  public var data: JSONObject { ["replaces": .integer(replaces)] }
  public var contents: [NewContent] { [.author(author), NewContent("reason", .public, text: reason ?? "")] }

  public init(replaces: Position, author: ParticipantID?, reason: String) {
    self.replaces = replaces
    self.author = author
    self.reason = reason
  }

  public init(_ fields: EventFields) throws {
    replaces = try fields.integer("replaces")
    author = fields.author
    reason = fields.content("reason")
  }
}

/// A moderator moved the thread to another space.
public struct ThreadMoved: EventPayload {
  public static let type = EventType.threadMoved
  public var space: SpaceID
  public var author: ParticipantID?
  public var reason: String?

  public var data: JSONObject { ["space": .id(space)] }
  public var contents: [NewContent] { [.author(author), NewContent("reason", .public, text: reason ?? "")] }

  public init(space: SpaceID, author: ParticipantID?, reason: String) {
    self.space = space
    self.author = author
    self.reason = reason
  }

  public init(_ fields: EventFields) throws {
    space = try fields.id("space")
    author = fields.author
    reason = fields.content("reason")
  }
}
