/// A thread as a list and the head of its page show it.
public struct ThreadRecord: Sendable, Equatable {
  public var id: ThreadID
  public var space: SpaceRecord
  public var kind: ThreadKind
  /// Nil for an imported thread that is about no place here.
  public var territory: TerritoryRecord?
  /// Nil when erased.
  public var title: String?
  public var language: String
  public var author: AuthorRecord
  public var speaker: Speaker
  public var openedAt: Instant
  public var firstPost: PostID
  /// Posts that stand in it, the first included; marked places are counted too.
  public var posts: Int
  public var participants: Int
  public var isLocked: Bool
  /// Why a moderator locked it.
  public var lockReason: String?
  /// The last post: when, by whom, as what.
  public var lastPost: LastPost
  public var voices: VoiceBalance
  /// Supports counted elsewhere before the import.
  public var importedSupports: Int?
  /// How many posts the viewer has not seen; nil without a viewer or where the thread was never opened.
  public var unread: Int?
  /// The thread of whose posts a moderator made it.
  public var splitFrom: ThreadID?
  /// The last position that changed what a page of this thread shows.
  public var changed: Position

  public init(
    id: ThreadID, space: SpaceRecord, kind: ThreadKind, territory: TerritoryRecord?, title: String?, language: String = "ro",
    author: AuthorRecord, speaker: Speaker = Speaker(), openedAt: Instant, firstPost: PostID, posts: Int = 1,
    participants: Int = 1, isLocked: Bool = false, lockReason: String? = nil, lastPost: LastPost,
    voices: VoiceBalance = VoiceBalance(), importedSupports: Int? = nil, unread: Int? = nil, splitFrom: ThreadID? = nil,
    changed: Position
  ) {
    self.id = id
    self.space = space
    self.kind = kind
    self.territory = territory
    self.title = title
    self.language = language
    self.author = author
    self.speaker = speaker
    self.openedAt = openedAt
    self.firstPost = firstPost
    self.posts = posts
    self.participants = participants
    self.isLocked = isLocked
    self.lockReason = lockReason
    self.lastPost = lastPost
    self.voices = voices
    self.importedSupports = importedSupports
    self.unread = unread
    self.splitFrom = splitFrom
    self.changed = changed
  }
}

/// The newest voice in a thread.
public struct LastPost: Sendable, Equatable {
  public var id: PostID
  public var at: Instant
  public var author: AuthorRecord
  public var speaker: Speaker

  public init(id: PostID, at: Instant, author: AuthorRecord, speaker: Speaker) {
    self.id = id
    self.at = at
    self.author = author
    self.speaker = speaker
  }
}

/// How many posts each category wrote in a thread or space: who has been heard.
public struct VoiceBalance: Sendable, Equatable {
  public var institution: Int
  public var ngo: Int
  public var community: Int
  public var mixed: Int
  public var unstated: Int

  public init(institution: Int = 0, ngo: Int = 0, community: Int = 0, mixed: Int = 0, unstated: Int = 0) {
    self.institution = institution
    self.ngo = ngo
    self.community = community
    self.mixed = mixed
    self.unstated = unstated
  }

  /// The posts from communities, 0 or as many as tell of nobody in particular; nil where there are some, and too few to be counted
  /// before everybody: belonging to a community can reveal ethnicity.
  public var countedCommunity: Int? { (1..<Limits.smallCell).contains(community) ? nil : community }

  /// The posts of one category, under the same rule; nil is what nobody said of themselves.
  public func counted(_ category: StakeholderCategory?) -> Int? {
    switch category {
    case .institution: institution
    case .ngo: ngo
    case .community: countedCommunity
    case .mixed: mixed
    case nil: unstated
    }
  }

  public var total: Int { institution + ngo + community + mixed + unstated }
}
