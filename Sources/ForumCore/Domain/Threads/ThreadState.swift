/// What rules need to know of a thread.
struct ThreadState: Sendable, Equatable {
  var id: ThreadID
  var space: SpaceID
  var author: ParticipantID
  /// The position of the lock that stands.
  var lock: Position?
  /// Seconds between two posts of one person; nil where there is no such rule.
  var slowSeconds: Int?
  /// Whose posts its space has read first.
  var policy = SpacePolicy.open
  /// The installation's rules: the position at which they were set.
  var rules: Position?
  /// The position of the title that stands, and its text (nil when erased).
  var title: Position
  var titleText: String?

  /// The thread that has its posts now, where it was merged.
  var merged: ThreadID?

  var isLocked: Bool { lock != nil }

  /// What was merged into another thread takes nothing more.
  func requireStanding() throws(Rejection) {
    if let merged { throw .threadMerged(into: merged) }
  }
}
