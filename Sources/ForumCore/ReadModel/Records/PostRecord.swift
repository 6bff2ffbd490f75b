/// A post as its readers see it: what a page, a JSON representation and a live frame are made of.
public struct PostRecord: Sendable, Equatable {
  public var id: PostID
  public var thread: ThreadID
  /// The position at which it came to stand publicly in its thread: the order of the thread, and what paging counts by.
  public var placed: Position
  /// The post it answers; nil for the first post of a thread and for those that answer the thread.
  public var parent: PostID?
  /// Who wrote the parent, for "răspuns pentru NUME".
  public var parentAuthor: String?
  public var author: AuthorRecord
  /// As what the author spoke, at that time.
  public var speaker: Speaker
  public var state: PostState
  /// Markdown; nil where it is withdrawn, hidden or erased.
  public var body: String?
  /// The language of the body: ro, en, rom, hu, …
  public var language: String
  /// When it was said: the act's own time where it was imported.
  public var publishedAt: Instant
  public var editedAt: Instant?
  /// How many times it was edited.
  public var edits: Int
  public var reactions: ReactionCounts
  /// Reactions of the viewer, where there is one.
  public var ownReactions: Set<Reaction>
  /// Votes counted elsewhere before the import; nobody here cast them.
  public var importedVotes: ImportedVotes?
  /// Imported, and the post it answered was missing.
  public var isOrphan: Bool
  /// Why a moderator hid or removed it.
  public var reason: String?
  /// What a moderator put above its text.
  public var label: PostLabel?
  /// Whether it was said for the speaker's organisation, by mandate.
  public var isSpokenFor: Bool
  /// Who wrote it down for an author without an account.
  public var assistant: AuthorRecord?
  /// The decision that the label, the hiding or the removal stands on.
  public var decision: DecisionID?
  /// The last position that changed this post.
  public var changed: Position
  /// The position of the body that stands now: what an edit says it replaces.
  public var bodyPosition: Position

  public init(
    id: PostID, thread: ThreadID, placed: Position, parent: PostID? = nil, parentAuthor: String? = nil,
    author: AuthorRecord, speaker: Speaker = Speaker(), state: PostState = .published, body: String?,
    language: String = "ro", publishedAt: Instant, editedAt: Instant? = nil, edits: Int = 0,
    reactions: ReactionCounts = ReactionCounts(), ownReactions: Set<Reaction> = [], importedVotes: ImportedVotes? = nil,
    isOrphan: Bool = false, reason: String? = nil, changed: Position? = nil, bodyPosition: Position? = nil,
    label: PostLabel? = nil, decision: DecisionID? = nil,
    isSpokenFor: Bool = false, assistant: AuthorRecord? = nil
  ) {
    self.id = id
    self.thread = thread
    self.placed = placed
    self.parent = parent
    self.parentAuthor = parentAuthor
    self.author = author
    self.speaker = speaker
    self.state = state
    self.body = body
    self.language = language
    self.publishedAt = publishedAt
    self.editedAt = editedAt
    self.edits = edits
    self.reactions = reactions
    self.ownReactions = ownReactions
    self.importedVotes = importedVotes
    self.isOrphan = isOrphan
    self.reason = reason
    self.changed = changed ?? placed
    self.bodyPosition = bodyPosition ?? id.rawValue
    self.label = label
    self.decision = decision
    self.isSpokenFor = isSpokenFor
    self.assistant = assistant
  }
}

/// The person behind a contribution.
public struct AuthorRecord: Sendable, Equatable {
  public var id: ParticipantID
  /// Nil when erased.
  public var name: String?

  public init(id: ParticipantID, name: String?) {
    self.id = id
    self.name = name
  }
}

/// As what somebody speaks: shown beside the name, kept as it was at the time. All nil when nothing was stated.
public struct Speaker: Sendable, Equatable {
  public var category: StakeholderCategory?
  public var level: InstitutionLevel?
  public var organisation: OrganisationID?
  public var organisationName: String?
  /// An administrator has verified the organisation.
  public var isOrganisationVerified: Bool
  public var profession: Profession?
  /// An administrator has seen proof of the profession.
  public var isProfessionVerified: Bool

  public init(
    category: StakeholderCategory? = nil, level: InstitutionLevel? = nil, organisation: OrganisationID? = nil,
    organisationName: String? = nil, isOrganisationVerified: Bool = false, isProfessionVerified: Bool = false,
    profession: Profession? = nil
  ) {
    self.category = category
    self.level = level
    self.organisation = organisation
    self.organisationName = organisationName
    self.isOrganisationVerified = isOrganisationVerified
    self.isProfessionVerified = isProfessionVerified
    self.profession = profession
  }
}

/// How many pressed each reaction.
public struct ReactionCounts: Sendable, Equatable {
  public var agree: Int
  public var thanks: Int
  public var useful: Int

  public init(agree: Int = 0, thanks: Int = 0, useful: Int = 0) {
    self.agree = agree
    self.thanks = thanks
    self.useful = useful
  }

  public subscript(_ reaction: Reaction) -> Int {
    switch reaction {
    case .agree: agree
    case .thanks: thanks
    case .useful: useful
    }
  }
}

/// Votes that came with an import as counts without voters.
public struct ImportedVotes: Sendable, Equatable {
  public var inFavour: Int
  public var against: Int

  public init(inFavour: Int, against: Int) {
    self.inFavour = inFavour
    self.against = against
  }
}
