/// Somebody said something in a thread.
public struct PostPublished: EventPayload {
  public static let type = EventType.postPublished
  public var thread: ThreadID
  public var parent: PostID?
  public var language: String
  /// When it was said in the system it was imported from.
  public var originallyAt: Instant?
  /// Imported, and the post it answered was missing.
  public var isOrphan: Bool
  /// Votes counted there.
  public var votes: ImportedVotes?
  public var body: String?
  /// Nil only when erased.
  public var speaker: Speaker?
  public var origin: Origin?

  public var data: JSONObject {
    members(
      ("thread", .id(thread)), ("parent", parent.map { .id($0) }), ("lang", .string(language)),
      ("originallyAt", originallyAt.map { .string($0.description) }), ("orphan", isOrphan ? true : nil),
      ("votes", votes.map { ["for": .integer(Int64($0.inFavour)), "against": .integer(Int64($0.against))] }))
  }

  public var contents: [NewContent] {
    [NewContent("body", .public, text: body ?? ""), (speaker ?? Speaker()).content] + (origin.map { [$0.content] } ?? [])
  }

  public init(
    thread: ThreadID, parent: PostID?, language: String, body: String, speaker: Speaker, originallyAt: Instant? = nil,
    isOrphan: Bool = false, votes: ImportedVotes? = nil, origin: Origin? = nil
  ) {
    self.thread = thread
    self.parent = parent
    self.language = language
    self.body = body
    self.speaker = speaker
    self.originallyAt = originallyAt
    self.isOrphan = isOrphan
    self.votes = votes
    self.origin = origin
  }

  public init(_ fields: EventFields) throws {
    thread = try fields.id("thread")
    parent = try fields.idOrNil("parent")
    language = try fields.text("lang")
    originallyAt = try fields.instantOrNil("originallyAt")
    isOrphan = try fields.flag("orphan")
    if let counts = fields.data["votes"] {
      guard let inFavour = counts["for"]?.integer, let against = counts["against"]?.integer else {
        throw EventFault(type: Self.type, member: "votes")
      }
      votes = ImportedVotes(inFavour: Int(inFavour), against: Int(against))
    }
    body = fields.content("body")
    speaker = try fields.object("speaker").map(Speaker.init)
    origin = try fields.object("origin").flatMap(Origin.init)
  }
}

/// Its author changed a post. `replaces` is the position of the body before.
public struct PostEdited: EventPayload {
  public static let type = EventType.postEdited
  public var replaces: Position
  /// Where it changed too.
  public var language: String?
  public var body: String?

  public var data: JSONObject { members(("replaces", .integer(replaces)), ("lang", language.map { .string($0) })) }
  public var contents: [NewContent] { [NewContent("body", .public, text: body ?? "")] }

  public init(replaces: Position, language: String?, body: String) {
    self.replaces = replaces
    self.language = language
    self.body = body
  }

  public init(_ fields: EventFields) throws {
    replaces = try fields.integer("replaces")
    language = try fields.textOrNil("lang")
    body = fields.content("body")
  }
}

/// Its author took a post back: a marked place stays. `replaces` is the position of the body that stood.
public struct PostWithdrawn: EventPayload {
  public static let type = EventType.postWithdrawn
  public var replaces: Position

  public var data: JSONObject { ["replaces": .integer(replaces)] }
  public var contents: [NewContent] { [] }

  public init(replaces: Position) { self.replaces = replaces }

  public init(_ fields: EventFields) throws { replaces = try fields.integer("replaces") }
}

/// A moderator hid a post: a marked place stays, with the reason. `replaces` is the position of the body that stood.
public struct PostHidden: EventPayload {
  public static let type = EventType.postHidden
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

/// A moderator brought a hidden post back. `replaces` is the position of the hiding.
public struct PostRestored: EventPayload {
  public static let type = EventType.postRestored
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

/// A reader pressed a reaction.
public struct ReactionGiven: EventPayload {
  public static let type = EventType.reactionGiven
  public var reaction: Reaction

  public var data: JSONObject { ["reaction": .word(reaction)] }
  public var contents: [NewContent] { [] }

  public init(_ reaction: Reaction) { self.reaction = reaction }

  public init(_ fields: EventFields) throws { reaction = try fields.word("reaction") }
}

/// A reader took a reaction back. `replaces` is the position at which it was given.
public struct ReactionWithdrawn: EventPayload {
  public static let type = EventType.reactionWithdrawn
  public var replaces: Position

  public var data: JSONObject { ["replaces": .integer(replaces)] }
  public var contents: [NewContent] { [] }

  public init(replaces: Position) { self.replaces = replaces }

  public init(_ fields: EventFields) throws { replaces = try fields.integer("replaces") }
}
