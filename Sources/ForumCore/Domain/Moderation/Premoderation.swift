/// Whose posts a space has read by a moderator before they appear.
public enum Premoderation: String, Sendable, CaseIterable {
  case none
  /// The first posts of each person.
  case newcomers
  case all
}

/// Why a post waits. Rules and spaces only hold for a person to read; they never remove.
public enum HoldReason: String, Sendable, CaseIterable {
  /// The space has every post read first.
  case space
  /// One of the person's first posts.
  case newcomer
  /// A moderator's decision has this person's links read first.
  case limited
  case words, links, repetition, rate
}

/// How a space has its posts read first.
public struct SpacePolicy: Sendable, Equatable {
  public var premoderation: Premoderation
  /// How many posts of a person are their first.
  public var newcomerPosts: Int

  public static let open = SpacePolicy(premoderation: .none, newcomerPosts: 0)

  public init(premoderation: Premoderation, newcomerPosts: Int) {
    self.premoderation = premoderation
    self.newcomerPosts = newcomerPosts
  }
}
