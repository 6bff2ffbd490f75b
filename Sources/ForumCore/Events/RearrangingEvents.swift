/// A moderator made a thread of a post and its answers, which come to it by the next events. `post` is the first of them: its author is
/// the thread's.
public struct ThreadSplit: EventPayload {
  public static let type = EventType.threadSplit
  /// The thread they leave.
  public var from: ThreadID
  public var post: PostID
  public var space: SpaceID
  public var kind: ThreadKind
  public var territory: String?
  public var language: String
  public var author: ParticipantID?
  public var title: String?

  public var data: JSONObject {
    members(
      ("from", .id(from)), ("post", .id(post)), ("space", .id(space)), ("kind", .word(kind)),
      ("territory", territory.map { .string($0) }), ("lang", .string(language)))
  }

  public var contents: [NewContent] { [.author(author), NewContent("title", .public, text: title ?? "")] }

  public init(
    from: ThreadID, post: PostID, space: SpaceID, kind: ThreadKind, territory: String?, language: String, author: ParticipantID?,
    title: String
  ) {
    self.from = from
    self.post = post
    self.space = space
    self.kind = kind
    self.territory = territory
    self.language = language
    self.author = author
    self.title = title
  }

  public init(_ fields: EventFields) throws {
    from = try fields.id("from")
    post = try fields.id("post")
    space = try fields.id("space")
    kind = try fields.word("kind")
    territory = try fields.textOrNil("territory")
    language = try fields.text("lang")
    author = fields.author
    title = fields.content("title")
  }
}

/// A moderator put a thread's posts into another one, to which they go by the next events. Its address leads there from now on.
public struct ThreadMerged: EventPayload {
  public static let type = EventType.threadMerged
  public var into: ThreadID
  public var author: ParticipantID?

  public var data: JSONObject { ["into": .id(into)] }
  public var contents: [NewContent] { [.author(author)] }

  public init(into: ThreadID, author: ParticipantID?) {
    self.into = into
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    into = try fields.id("into")
    author = fields.author
  }
}

/// A post came to stand in another thread, at this event's position.
public struct PostMoved: EventPayload {
  public static let type = EventType.postMoved
  public var thread: ThreadID
  /// The post that it answers there; nil where what it answered stayed behind.
  public var parent: PostID?
  public var author: ParticipantID?

  public var data: JSONObject { members(("thread", .id(thread)), ("parent", parent.map { .id($0) })) }
  public var contents: [NewContent] { [.author(author)] }

  public init(thread: ThreadID, parent: PostID?, author: ParticipantID?) {
    self.thread = thread
    self.parent = parent
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    thread = try fields.id("thread")
    parent = try fields.idOrNil("parent")
    author = fields.author
  }
}
