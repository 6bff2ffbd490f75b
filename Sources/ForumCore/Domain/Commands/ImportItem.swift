/// One thing brought in from another system. `key` is its name there, within the source and the kind of thing; what was
/// brought in before under the same key is passed over, so importing twice changes nothing.
public enum ImportItem: Sendable, Equatable {
  case participant(ImportedParticipant)
  case thread(ImportedThread)
  case post(ImportedPost)
}

/// An author of the source: has no account here.
public struct ImportedParticipant: Sendable, Equatable {
  public var key: String
  public var name: String

  public init(key: String, name: String) {
    self.key = key
    self.name = name
  }
}

/// A thread with its first post.
public struct ImportedThread: Sendable, Equatable {
  public var key: String
  /// Key of an imported participant of the same source.
  public var author: String
  public var speaker: Speaker
  public var space: String
  public var kind: ThreadKind
  public var territory: String?
  public var title: String
  public var body: String
  public var language: String
  public var originallyAt: Instant
  /// Supports counted there, without their supporters.
  public var supports: Int?

  public init(
    key: String, author: String, speaker: Speaker = Speaker(), space: String, kind: ThreadKind, territory: String? = nil,
    title: String, body: String, language: String, originallyAt: Instant, supports: Int? = nil
  ) {
    self.key = key
    self.author = author
    self.speaker = speaker
    self.space = space
    self.kind = kind
    self.territory = territory
    self.title = title
    self.body = body
    self.language = language
    self.originallyAt = originallyAt
    self.supports = supports
  }
}

/// A post in an imported thread.
public struct ImportedPost: Sendable, Equatable {
  public var key: String
  public var author: String
  public var speaker: Speaker
  /// Key of the imported thread.
  public var thread: String
  /// Key of the imported post it answers; nil for one that answers the thread.
  public var parent: String?
  /// The source names a parent that it does not have.
  public var isOrphan: Bool
  public var body: String
  public var language: String
  public var originallyAt: Instant
  public var votes: ImportedVotes?

  public init(
    key: String, author: String, speaker: Speaker = Speaker(), thread: String, parent: String? = nil, isOrphan: Bool = false,
    body: String, language: String, originallyAt: Instant, votes: ImportedVotes? = nil
  ) {
    self.key = key
    self.author = author
    self.speaker = speaker
    self.thread = thread
    self.parent = parent
    self.isOrphan = isOrphan
    self.body = body
    self.language = language
    self.originallyAt = originallyAt
    self.votes = votes
  }
}

/// What an import brought in, for its closing event.
public struct ImportCounts: Sendable, Equatable {
  public var participants: Int
  public var threads: Int
  public var posts: Int

  public init(participants: Int = 0, threads: Int = 0, posts: Int = 0) {
    self.participants = participants
    self.threads = threads
    self.posts = posts
  }

  public var isEmpty: Bool { participants == 0 && threads == 0 && posts == 0 }
}
