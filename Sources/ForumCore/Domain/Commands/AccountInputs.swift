/// A new account. The password comes as its argon2id PHC string (`PasswordHasher`), checked before by `PasswordPolicy`.
public struct Registration: Sendable, Equatable {
  public var name: String
  public var email: String
  public var passwordHash: String
  /// The language the person registered in: ro, en, …
  public var language: String
  /// SHA-256 of the one-time code that makes its opener the administrator.
  public var setupCodeHash: [UInt8]?

  public init(name: String, email: String, passwordHash: String, language: String, setupCodeHash: [UInt8]? = nil) {
    self.name = name
    self.email = email
    self.passwordHash = passwordHash
    self.language = language
    self.setupCodeHash = setupCodeHash
  }
}

/// An account that begins by an invitation, which says the address, or is itself what its holder signs in with.
public struct Joining: Sendable, Equatable {
  public var name: String
  public var passwordHash: String
  public var language: String

  public init(name: String, passwordHash: String, language: String) {
    self.name = name
    self.passwordHash = passwordHash
    self.language = language
  }
}

/// A session to begin, by the system, after the password was verified.
public struct NewSession: Sendable, Equatable {
  public var hash: [UInt8]
  public var participant: ParticipantID
  /// The session this one replaces at sign-in, ended in the same transaction.
  public var replaces: [UInt8]?
  /// What it runs on, in a few words.
  public var device: String
  /// Whether more than a password was shown.
  public var isStrong: Bool

  public init(
    hash: [UInt8], participant: ParticipantID, replaces: [UInt8]? = nil, device: String = "", isStrong: Bool = false
  ) {
    self.hash = hash
    self.participant = participant
    self.replaces = replaces
    self.device = device
    self.isStrong = isStrong
  }
}
