/// Somebody wrote, and it waits for a moderator. Who, and what, are for moderators until it appears. It begins the post's stream: the
/// post keeps this identifier. With a title it would open a thread.
public struct PostHeld: EventPayload {
  public static let type = EventType.postHeld
  /// Nil where it would open a thread.
  public var thread: ThreadID?
  public var parent: PostID?
  public var space: SpaceID?
  public var kind: ThreadKind?
  public var territory: String?
  public var language: String
  public var why: HoldReason
  public var author: ParticipantID?
  public var title: String?
  public var body: String?
  public var speaker: Speaker?

  public var data: JSONObject {
    members(
      ("thread", thread.map { .id($0) }), ("parent", parent.map { .id($0) }), ("space", space.map { .id($0) }),
      ("kind", kind.map { .word($0) }), ("territory", territory.map { .string($0) }), ("lang", .string(language)),
      ("why", .word(why)))
  }

  public var contents: [NewContent] {
    [
      .author(author), NewContent("title", .moderators, text: title ?? ""), NewContent("body", .moderators, text: body ?? ""),
      NewContent("speaker", .moderators, bytes: (speaker ?? Speaker()).content.bytes),
    ]
  }

  init(
    thread: ThreadID?, parent: PostID? = nil, space: SpaceID? = nil, kind: ThreadKind? = nil, territory: String? = nil,
    language: String, why: HoldReason, author: ParticipantID?, title: String = "", body: String, speaker: Speaker
  ) {
    self.thread = thread
    self.parent = parent
    self.space = space
    self.kind = kind
    self.territory = territory
    self.language = language
    self.why = why
    self.author = author
    self.title = title
    self.body = body
    self.speaker = speaker
  }

  public init(_ fields: EventFields) throws {
    thread = try fields.idOrNil("thread")
    parent = try fields.idOrNil("parent")
    space = try fields.idOrNil("space")
    kind = try fields.wordOrNil("kind")
    territory = try fields.textOrNil("territory")
    language = try fields.text("lang")
    why = try fields.word("why")
    author = fields.author
    title = fields.content("title")
    body = fields.content("body")
    speaker = try fields.object("speaker").map(Speaker.init)
  }
}

/// A post that waited came to stand in its thread, as its author's word: by them, because a moderator let it.
public struct PostReleased: EventPayload {
  public static let type = EventType.postReleased
  public var thread: ThreadID
  public var parent: PostID?
  public var language: String
  public var body: String?
  public var speaker: Speaker?

  public var data: JSONObject {
    members(("thread", .id(thread)), ("parent", parent.map { .id($0) }), ("lang", .string(language)))
  }

  public var contents: [NewContent] {
    [NewContent("body", .public, text: body ?? ""), (speaker ?? Speaker()).content]
  }

  init(thread: ThreadID, parent: PostID?, language: String, body: String, speaker: Speaker) {
    self.thread = thread
    self.parent = parent
    self.language = language
    self.body = body
    self.speaker = speaker
  }

  public init(_ fields: EventFields) throws {
    thread = try fields.id("thread")
    parent = try fields.idOrNil("parent")
    language = try fields.text("lang")
    body = fields.content("body")
    speaker = try fields.object("speaker").map(Speaker.init)
  }
}

/// A moderator refused a post that waited. The reasons are the decision's that caused it.
public struct PostRefused: EventPayload {
  public static let type = EventType.postRefused
  public var author: ParticipantID?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [.author(author)] }

  public init(author: ParticipantID?) { self.author = author }
  public init(_ fields: EventFields) throws { author = fields.author }
}

/// An administrator said whose posts a space has read first.
public struct SpaceModerationSet: EventPayload {
  public static let type = EventType.spaceModerationSet
  public var policy: SpacePolicy
  public var author: ParticipantID?

  public var data: JSONObject {
    ["premoderation": .word(policy.premoderation), "newcomerPosts": .integer(Int64(policy.newcomerPosts))]
  }
  public var contents: [NewContent] { [.author(author)] }

  public init(policy: SpacePolicy, author: ParticipantID?) {
    self.policy = policy
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    policy = SpacePolicy(
      premoderation: try fields.word("premoderation"), newcomerPosts: Int(try fields.integer("newcomerPosts")))
    author = fields.author
  }
}

/// An administrator set the rules that have posts wait. The words are for moderators.
public struct RulesSet: EventPayload {
  public static let type = EventType.rulesSet
  public var rules: RuleSet
  public var author: ParticipantID?

  public var data: JSONObject {
    members(
      ("links", rules.links.map { .integer(Int64($0)) }), ("repeats", .bool(rules.repeats)),
      ("perHour", rules.perHour.map { .integer(Int64($0)) }))
  }
  public var contents: [NewContent] { [.author(author), NewContent("words", .moderators, bytes: rules.content.bytes)] }

  public init(rules: RuleSet, author: ParticipantID?) {
    self.rules = rules
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    rules = RuleSet(
      words: try fields.object("words")?["words"]?.array?.compactMap(\.string) ?? [],
      links: try fields.integerOrNil("links").map { Int($0) }, repeats: try fields.flag("repeats"),
      perHour: try fields.integerOrNil("perHour").map { Int($0) })
    author = fields.author
  }
}
