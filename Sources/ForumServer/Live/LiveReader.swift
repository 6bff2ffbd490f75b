import ForumCore

/// Who listens, and by what they were known when they connected. Their role is the one of now: the hub keeps it true.
struct LiveReader: Sendable, Hashable {
  /// What proves who listens; when it ends, so does the connection.
  enum Credential: Sendable, Hashable {
    case session(hash: [UInt8])
    case token(hash: [UInt8])
  }

  var participant: ParticipantID?
  /// What they may do now; nil for guests.
  var role: Role?
  /// A token's limit: the role is never above it.
  var limit = Role.administrator
  var credential: Credential?

  static let guest = LiveReader()

  var mayReadHidden: Bool { Rights.allows(role, .readHidden) }
}
