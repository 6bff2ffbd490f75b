/// What signing in needs of an account. Outside the log; never sent anywhere.
public struct AccountRecord: Sendable, Equatable {
  public var participant: ParticipantID
  /// Nil for who came with a printed code.
  public var email: String?
  /// An argon2id PHC string; nil for who has no password.
  public var passwordHash: String?
  /// The language that they are written to in.
  public var language: String
  public var createdAt: Instant
}

/// A session as each request finds it: who, and since when.
public struct SessionRecord: Sendable, Equatable {
  public var participant: ParticipantID
  public var role: Role
  /// Nil when erased.
  public var name: String?
  public var createdAt: Instant
  public var seenAt: Instant
  public var expiresAt: Instant
  /// Whether more than a password was shown.
  public var isStrong: Bool
  /// Roles in single spaces.
  public var spaceRoles: [SpaceID: Role] = [:]
  /// What the session may do at most, as the server that serves it sees it.
  public var limit = Role.administrator

  public init(
    participant: ParticipantID, role: Role, name: String?, createdAt: Instant, seenAt: Instant, expiresAt: Instant,
    isStrong: Bool = false
  ) {
    self.participant = participant
    self.role = role
    self.name = name
    self.createdAt = createdAt
    self.seenAt = seenAt
    self.expiresAt = expiresAt
    self.isStrong = isStrong
  }

  /// The highest role that the person has anywhere.
  public var highest: Role { max(role, spaceRoles.values.max() ?? role) }
}

/// A bearer token: for whom it acts, and up to which role.
public struct TokenRecord: Sendable, Equatable {
  public var participant: ParticipantID
  /// What the token was made for; its bearer's role is the lesser of this and the participant's.
  public var limit: Role
  /// The participant's own role.
  public var role: Role
  /// The participant's roles in single spaces.
  public var spaceRoles: [SpaceID: Role] = [:]
  /// The participant's name; nil when erased.
  public var name: String?
  public var createdAt: Instant

  public init(participant: ParticipantID, limit: Role, role: Role, name: String?, createdAt: Instant) {
    self.participant = participant
    self.limit = limit
    self.role = role
    self.name = name
    self.createdAt = createdAt
  }
}

/// A bearer token as its operator sees it: what it is called and may do, never the token.
public struct TokenListing: Sendable, Equatable {
  /// SHA-256 of the token.
  public var hash: [UInt8]
  public var participant: ParticipantID
  public var limit: Role
  /// What it was called when it was made.
  public var name: String
  public var createdAt: Instant
}
