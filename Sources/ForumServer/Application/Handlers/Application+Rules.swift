import ForumCore

/// What has posts wait for a moderator: the installation's rules, and each space's choice.
extension Application {
  func showRules(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requires(.setModeration)
    return try rulesPage(exchange, form())
  }

  private func rulesPage(_ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      let standing = try reader.rules()
      let rules = standing ?? RuleSet()
      let policies = try reader.spacePolicies()
      guard exchange.representation == .html else {
        return .json { json in
          json.beginObject()
          json.list("words", rules.words) { $1.string($0) }
          json.key("links")
          if let links = rules.links { json.integer(Int64(links)) } else { json.null() }
          json.member("repeats", rules.repeats)
          json.key("perHour")
          if let perHour = rules.perHour { json.integer(Int64(perHour)) } else { json.null() }
          json.key("spaces")
          json.beginObject()
          for (key, policy) in policies.sorted(by: { $0.key < $1.key }) {
            json.key(key)
            json.beginObject()
            json.member("premoderation", policy.premoderation.rawValue)
            json.member("newcomerPosts", Int64(policy.newcomerPosts))
            json.endObject()
          }
          json.endObject()
          json.endObject()
        }
      }
      return .page(
        RulesPage(
          context: try context(exchange, reader), rules: rules, spaces: try reader.spaces(), policies: policies,
          proposed: standing == nil ? settings.proposedWords : [], form: form))
    }
  }

  /// `words`: one a line, or in JSON an array or such a text; `links`, `repeats`, `per-hour`.
  func setRules(_ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.setModeration)
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      let words = try fields.string("words").split(whereSeparator: \.isNewline).map(String.init)
      let rules = RuleSet(
        words: words, links: try fields.count("links"), repeats: try fields.flag("repeats"),
        perHour: try fields.count("per-hour"))
      let receipt = try await execute(.setRules(rules), exchange)
      return changed(backTo: Route.moderationRules.path, exchange, notice: .saved, position: receipt.position)
    } again: { form throws(Problem) in
      try rulesPage(exchange, form)
    }
  }

  /// `premoderation` and, for newcomers, `newcomer-posts`.
  func setPremoderation(_ key: String, _ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requires(.setModeration)
    return try await submit(exchange) { () async throws(Problem) in
      guard let premoderation = try exchange.fields.word("premoderation", Premoderation.self) else {
        throw .field("premoderation")
      }
      let policy = SpacePolicy(
        premoderation: premoderation, newcomerPosts: try exchange.fields.count("newcomer-posts") ?? 3)
      let receipt = try await execute(.setPremoderation(space: key, policy), exchange)
      return changed(backTo: Route.moderationRules.path, exchange, notice: .saved, position: receipt.position)
    } again: { form throws(Problem) in
      try rulesPage(exchange, form)
    }
  }
}
