/// Which posts of a thread a page wants. Positions are `placed`.
public enum PostWindow: Sendable, Hashable {
  /// From the beginning: `.after(0)`.
  case after(Position)
  case before(Position)
  /// The page in which this post stands, with some before it.
  case around(PostID)
  case last
}

/// A page of posts in the order of `placed`.
public struct PostPage: Sendable, Equatable {
  public var posts: [PostRecord]
  public var hasPrevious: Bool
  public var hasNext: Bool

  public init(posts: [PostRecord], hasPrevious: Bool, hasNext: Bool) {
    self.posts = posts
    self.hasPrevious = hasPrevious
    self.hasNext = hasNext
  }

  /// What the next page comes after; nil at the end.
  public var next: Position? { hasNext ? posts.last?.placed : nil }
  /// What the previous page stands before; nil at the beginning.
  public var previous: Position? { hasPrevious ? posts.first?.placed : nil }
}

/// Which threads a list wants; nil is any.
public struct ThreadFilter: Sendable, Hashable {
  /// Space key.
  public var space: String?
  public var kind: ThreadKind?
  /// Territory code; threads about places within it are found too.
  public var territory: String?
  /// Threads in which somebody spoke as of this organisation when opening.
  public var organisation: OrganisationID?
  public var author: ParticipantID?

  public init(
    space: String? = nil, kind: ThreadKind? = nil, territory: String? = nil, organisation: OrganisationID? = nil,
    author: ParticipantID? = nil
  ) {
    self.space = space
    self.kind = kind
    self.territory = territory
    self.organisation = organisation
    self.author = author
  }
}

/// In what order a list of threads comes.
public enum ThreadOrder: String, Sendable, CaseIterable {
  /// Where somebody spoke last comes first.
  case newestActivity = "activity"
  /// The newest thread comes first.
  case newest
}

/// A place in a list of threads: what the next page comes after. Prints and parses as `1695-42`.
public struct ThreadCursor: Sendable, Hashable, CustomStringConvertible {
  /// The ordering value of the last thread shown: microseconds.
  public var key: Int64
  public var id: ThreadID

  public init(key: Int64, id: ThreadID) {
    self.key = key
    self.id = id
  }

  /// Nil for anything that `description` would not have written.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let key = Int64(parts[0]), let id = Position(parts[1]), key >= 0, id > 0 else { return nil }
    self.init(key: key, id: ThreadID(id))
  }

  public var description: String { "\(key)-\(id)" }
}

/// A page of a list of threads.
public struct ThreadPage: Sendable, Equatable {
  public var threads: [ThreadRecord]
  /// Nil at the end.
  public var next: ThreadCursor?

  public init(threads: [ThreadRecord], next: ThreadCursor?) {
    self.threads = threads
    self.next = next
  }
}

/// One event of a topic, as live subscribers are told of it.
public struct TopicEvent: Sendable, Equatable {
  public var position: Position
  /// The stored type, `post.published.v1`; `type.name` is what the protocol shows.
  public var type: EventType
  public var post: PostID?
  public var thread: ThreadID?

  public init(position: Position, type: EventType, post: PostID? = nil, thread: ThreadID? = nil) {
    self.position = position
    self.type = type
    self.post = post
    self.thread = thread
  }
}

/// What one position said to one topic: a row of the tail that the hub follows.
public struct TopicRow: Sendable, Equatable {
  public var topic: String
  public var event: TopicEvent

  public init(topic: String, event: TopicEvent) {
    self.topic = topic
    self.event = event
  }
}
