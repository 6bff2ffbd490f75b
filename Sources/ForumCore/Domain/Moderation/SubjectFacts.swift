/// What rules of decisions need to know of what they are about, as the ledger finds it.
struct SubjectFacts: Sendable, Equatable {
  /// The author of the post or thread, or the person themselves; nil where there is no such thing.
  var person: ParticipantID?
  /// That person's role.
  var role: Role = .participant
  var post: PostFacts?
  var thread: ThreadState?
  /// The post, where it waits or was refused.
  var held: HeldFacts?
  /// The decision that a post's or thread's state stands on.
  var decision: DecisionID?
  /// The matter that is open about it, and who gave its notices.
  var matter: MatterID?
  var notifiers: Set<ParticipantID> = []
}

/// A decision as rules need it.
struct DecisionFacts: Sendable, Equatable {
  var id: DecisionID
  var ruling: Ruling
  var state: DecisionState
  var author: ParticipantID?
  var second: ParticipantID?
  var at: Instant
}

/// Where a decision stands.
public enum DecisionState: String, Sendable, CaseIterable {
  /// Waits for a second moderator.
  case proposed
  /// The second moderator did not agree.
  case declined
  case standing
  /// Undone by a later decision.
  case lifted
  /// Undone on appeal.
  case reversed
}
