/// A place in the log: from 1, gapless, in commit order. Every identifier is the position of the event that began the thing.
public typealias Position = Int64

/// An identifier: the log position at which the thing began. Two kinds of identifier do not mix.
public protocol Identifier: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible
where RawValue == Position {
  init(rawValue: Position)
}

extension Identifier {
  public init(_ position: Position) { self.init(rawValue: position) }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  public var description: String { String(rawValue) }
}

/// A thread: the position of its `thread.opened`.
public struct ThreadID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// A post: the position of its `post.published`.
public struct PostID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// A person with an account, or an imported author: the position of its registration.
public struct ParticipantID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// An institution, NGO or community group: the position of its registration.
public struct OrganisationID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// A space (rubrică): the position of its opening.
public struct SpaceID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// A notice: the position of its `notice.given`.
public struct NoticeID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// A matter of the moderators' queue, notices about one thing: the position of the first of them.
public struct MatterID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// A moderation decision: the position of its `decision.proposed`, or else of its `decision.taken`.
public struct DecisionID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// A mandate to speak for an organisation: the position of its `mandate.offered`.
public struct MandateID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}

/// An appeal against a decision: the position of its `appeal.lodged`.
public struct AppealID: Identifier {
  public let rawValue: Position
  public init(rawValue: Position) { self.rawValue = rawValue }
}
