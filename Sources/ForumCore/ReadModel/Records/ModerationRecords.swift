/// A matter of the moderators' queue: what notices are about, with what the queue shows of it.
public struct MatterRecord: Sendable, Equatable {
  public var id: MatterID
  /// Nil where it was about a person whose content is erased.
  public var subject: ModerationSubject?
  /// Where the thing stands.
  public var thread: ThreadID?
  public var threadTitle: String?
  public var space: String?
  /// Who wrote it, or the person themselves.
  public var person: AuthorRecord?
  /// The gravest ground that a notice names.
  public var ground: Ground
  public var isUrgent: Bool
  public var score: Int
  public var notices: Int
  public var openedAt: Instant
  public var latestAt: Instant
  public var decision: DecisionID?
  /// Who works on it, until when.
  public var claimant: AuthorRecord?
  public var claimedUntil: Instant?
  /// Why the post waits, where that is the matter.
  public var why: HoldReason?
}

/// A notice as moderators and its sender see it.
public struct NoticeRecord: Sendable, Equatable {
  public var id: NoticeID
  public var matter: MatterID
  public var subject: ModerationSubject?
  public var ground: Ground
  public var at: Instant
  public var author: AuthorRecord?
  /// Nil when erased.
  public var explanation: String?
  /// As a visitor wrote it; for moderators alone.
  public var contactName: String?
  public var contactEmail: String?
  public var decision: DecisionID?
}

/// A moderation decision. Who took it and whom it affects are for moderators and that person: the views leave them out for others.
public struct DecisionRecord: Sendable, Equatable {
  public var id: DecisionID
  public var measure: Measure
  public var basis: DecisionBasis
  public var ground: Ground
  public var source: DecisionSource
  public var matter: MatterID?
  public var about: ModerationSubject.Kind
  public var post: PostID?
  public var thread: ThreadID?
  public var person: AuthorRecord?
  public var author: AuthorRecord?
  public var second: AuthorRecord?
  /// When what it is about was published; nil for a person.
  public var contentAt: Instant?
  public var at: Instant
  /// When it ends; nil for good, and for what has no length.
  public var until: Instant?
  public var label: PostLabel?
  public var seconds: Int?
  /// The key of the space a thread was moved to.
  public var space: String?
  public var language: String
  public var state: DecisionState
  public var facts: String?
  public var explanation: String?
  /// The number of the edition of the terms that was in force.
  public var terms: Int?
  /// An appeal against it that waits.
  public var hasOpenAppeal: Bool

  /// Whether it was taken, and not only proposed: then everybody may read it.
  public var isTaken: Bool { state != .proposed && state != .declined }

  /// What it is about; nil where that is a person whose content is erased.
  public var subject: ModerationSubject? {
    ModerationSubject(kind: about, post: post, thread: thread, participant: person?.id)
  }
}

/// An appeal against a decision.
public struct AppealRecord: Sendable, Equatable {
  public var id: AppealID
  public var decision: DecisionID
  public var author: AuthorRecord?
  public var at: Instant
  public var text: String?
  public var outcome: AppealOutcome?
  public var decidedAt: Instant?
  public var reason: String?
}

/// An edition of the terms.
public struct TermsRecord: Sendable, Equatable {
  public var id: Position
  public var number: Int
  public var at: Instant
  /// By language; nil when erased.
  public var text: JSONValue?
}
