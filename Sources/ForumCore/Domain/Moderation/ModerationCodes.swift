/// What a notice alleges and a decision stands on (`temei`). Each is a clause of the terms with the same code; most are also
/// against the law.
public enum Ground: String, Sendable, CaseIterable {
  /// Hate against Roma (Law 2/2021): its notices are seen to first.
  case hateAgainstRoma = "hate-against-roma"
  case hate, discrimination, threat, insult, privacy, impersonation, minors, spam
  case offTopic = "off-topic"
  case falsehood
  case other

  /// Whether its notices go to the fast lane.
  public var isUrgent: Bool {
    switch self {
    case .hateAgainstRoma, .threat, .minors: true
    default: false
    }
  }

  /// How much one notice adds to the score by which the queue is ordered.
  public var weight: Int64 {
    switch self {
    case .hateAgainstRoma, .threat, .minors: 5
    case .hate, .discrimination, .privacy: 3
    case .insult, .impersonation: 2
    case .spam, .offTopic, .falsehood, .other: 1
    }
  }
}

/// Whether a decision stands on the law or on the terms (DSA 17(3)(d), (e)).
public enum DecisionBasis: String, Sendable, CaseIterable {
  case terms, law
}

/// What led to a decision (DSA 17(3)(b)): the schema's source types.
public enum DecisionSource: String, Sendable, CaseIterable {
  /// Notices after article 16.
  case notice
  /// A moderator's own reading.
  case ownInitiative = "own-initiative"
}

/// What a decision does (`măsură`).
public enum Measure: String, Sendable, CaseIterable {
  /// Nothing: the notices are declined.
  case none = "no-action"
  /// A label above a post's text.
  case label
  /// A marked place; the text stays readable for moderators.
  case hide
  /// A marked place; nobody reads the text but who judges an appeal.
  case remove
  /// A marked place; the text is gone for good, in all its versions, and nobody reads it again.
  case erase
  /// No new posts in a thread.
  case lock
  /// A thread goes to another space.
  case move
  /// A post and its answers become a thread of their own.
  case split
  /// A thread's posts go into another thread.
  case merge
  /// Time between two posts of one person in a thread.
  case slow = "slow-mode"
  /// A warning to a person.
  case warn
  /// A person cannot write for a time.
  case mute
  /// A person cannot act at all, for a time or for good.
  case suspend
  /// A person's posts wait where they have links.
  case limitLinks = "limit-links"
  /// A post that waited appears.
  case publish
  /// A post that waited does not appear.
  case refuse
  /// What an earlier decision did is undone.
  case lift

  /// What it can be done to.
  public func suits(_ subject: ModerationSubject) -> Bool {
    switch (self, subject) {
    case (.none, _), (.lift, _): true
    case (.label, .post), (.hide, .post), (.remove, .post), (.publish, .post), (.refuse, .post), (.split, .post),
      (.erase, .post):
      true
    case (.lock, .thread), (.move, .thread), (.slow, .thread), (.merge, .thread): true
    case (.warn, .participant), (.mute, .participant), (.suspend, .participant), (.limitLinks, .participant): true
    default: false
    }
  }

  /// Whether it is a restriction, for which a statement of reasons is owed (DSA 17(1)).
  public var isRestriction: Bool {
    switch self {
    case .label, .hide, .remove, .erase, .refuse, .lock, .mute, .suspend, .limitLinks, .slow: true
    case .none, .move, .split, .merge, .warn, .publish, .lift: false
    }
  }

  /// Whether a later decision can take back what it did. What was moved is moved again instead; what was erased is gone.
  public var canBeLifted: Bool {
    switch self {
    case .none, .move, .split, .merge, .publish, .lift, .erase: false
    default: true
    }
  }

  /// Whether it lasts for a time, in days.
  public var hasDays: Bool {
    switch self {
    case .mute, .suspend, .limitLinks: true
    default: false
    }
  }
}

/// What a label above a post says.
public enum PostLabel: String, Sendable, CaseIterable {
  case disputed
  case offTopic = "off-topic"
  case sensitive
}

/// How an appeal came out (`plângere`).
public enum AppealOutcome: String, Sendable, CaseIterable {
  case upheld, reversed
}

/// What notices and decisions are about: a post, a whole thread, or a person (their name, or what they do as a whole).
public enum ModerationSubject: Sendable, Hashable {
  case post(PostID)
  case thread(ThreadID)
  case participant(ParticipantID)

  public var post: PostID? { if case .post(let id) = self { id } else { nil } }
  public var thread: ThreadID? { if case .thread(let id) = self { id } else { nil } }
  public var participant: ParticipantID? { if case .participant(let id) = self { id } else { nil } }

  /// The stored word for its kind.
  public var kind: Kind {
    switch self {
    case .post: .post
    case .thread: .thread
    case .participant: .participant
    }
  }

  public enum Kind: String, Sendable, CaseIterable { case post, thread, participant }

  init?(kind: Kind, post: PostID?, thread: ThreadID?, participant: ParticipantID?) {
    switch kind {
    case .post: guard let post else { return nil }; self = .post(post)
    case .thread: guard let thread else { return nil }; self = .thread(thread)
    case .participant: guard let participant else { return nil }; self = .participant(participant)
    }
  }
}
