/// The rules of what has posts wait for a moderator.
enum PremoderationRules {
  static func set(
    _ policy: SpacePolicy, of space: PlaceFacts?, by authority: ActingAuthority
  ) throws(Rejection) -> [NewEvent] {
    try authority.require(.setModeration)
    guard let space else { throw .unknownSpace }
    guard policy.premoderation != .newcomers || (1...1_000).contains(policy.newcomerPosts) else {
      throw .fieldEmpty("newcomerPosts")
    }
    let policy = SpacePolicy(
      premoderation: policy.premoderation, newcomerPosts: policy.premoderation == .newcomers ? policy.newcomerPosts : 0)
    guard policy != space.policy else { return [] }
    return [SpaceModerationSet(policy: policy, author: authority.id).event(in: space.id.rawValue)]
  }

  static func set(_ rules: RuleSet, current: RuleSet?, by authority: ActingAuthority) throws(Rejection) -> [NewEvent] {
    try authority.require(.setModeration)
    let rules = try rules.checked()
    guard rules != current else { return [] }
    return [RulesSet(rules: rules, author: authority.id).event()]
  }
}

/// What rules need to know of a space.
struct PlaceFacts: Sendable, Equatable {
  var id: SpaceID
  var policy: SpacePolicy
  var rules: Position?
}
