import ForumCore

/// Several matters of the queue decided together: each by a decision of its own, with the same reasons.
extension Application {
  /// Matters that are decided at once.
  static let mattersAtOnce = 50

  /// The matters that were ticked in the queue: `m12=1&m15=1`.
  func composeForSeveral(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.decide)
    let chosen = (exchange.query ?? .empty).numbers(after: "m").map { MatterID($0) }
    guard !chosen.isEmpty else { return .redirect(303, Route.moderation.path) }
    return try severalPage(chosen, exchange, form())
  }

  private func severalPage(
    _ matters: [MatterID], refused: [MatterID: Problem] = [:], _ exchange: Exchange, _ form: FormState
  ) throws(Problem) -> Reply {
    try read { reader in
      let keys = Dictionary(uniqueKeysWithValues: try reader.spaces().map { ($0.key, $0.id) })
      // Who moderates some spaces sees what stands in those.
      let found = try matters.prefix(Self.mattersAtOnce).compactMap { try reader.matter($0, now: .now) }.filter {
        Rights.allows(exchange.identity.role(in: $0.space.flatMap { keys[$0] }), .decide)
      }
      return .page(
        SeveralMattersPage(context: try context(exchange, reader), matters: found, refused: refused, form: form))
    }
  }

  /// `matters`: their numbers; and the fields of a decision. What cannot be decided stays, with why.
  func decideSeveral(_ exchange: Exchange) async throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.decide)
    let numbers = try exchange.fields.string("matters").split { !$0.isNumber }.compactMap { Position($0) }
    let matters = Set(numbers).sorted().map { MatterID($0) }
    guard (1...Self.mattersAtOnce).contains(matters.count) else { throw .field("matters") }
    return try await submit(exchange) { () async throws(Problem) in
      guard let measure = try exchange.fields.word("measure", Measure.self) else {
        throw Problem(Rejection.fieldEmpty("measure"))
      }
      try limitActing(exchange)
      return try await decide(matters, measure, exchange)
    } again: { form throws(Problem) in
      try severalPage(matters, exchange, form)
    }
  }

  private func decide(_ matters: [MatterID], _ measure: Measure, _ exchange: Exchange) async throws(Problem) -> Reply {
    var taken: [(matter: MatterID, decision: DecisionID)] = []
    var refused: [MatterID: Problem] = [:]
    for matter in matters {
      do throws(Problem) {
        taken.append((matter, try await decide(matter, measure, exchange)))
      } catch {
        refused[matter] = error
      }
    }
    live.checkCredentials()
    guard exchange.representation == .html else { return told(taken, refused) }
    guard !refused.isEmpty else {
      return changed(backTo: Route.moderation.path, exchange, notice: .decided, position: forum.head)
    }
    var reply = try severalPage(refused.keys.sorted(), refused: refused, exchange, form(exchange.fields.typed))
    reply.status = 409
    return reply
  }

  /// Without the sender's key: under one key the second would be another command. A matter is decided once all the same.
  private func decide(
    _ id: MatterID, _ measure: Measure, _ exchange: Exchange
  ) async throws(Problem) -> DecisionID {
    guard let matter = try read({ try $0.matter(id, now: .now) }), let subject = matter.subject else {
      throw Problem(Rejection.matterNotFound)
    }
    guard matter.decision == nil else { throw Problem(Rejection.alreadyDecided) }
    let fields = exchange.fields
    let new = NewDecision(
      subject: subject, measure: measure, basis: try fields.word("basis", DecisionBasis.self) ?? .terms,
      ground: try fields.word("ground", Ground.self) ?? matter.ground, facts: try fields.string("facts"),
      explanation: try fields.string("explanation"), days: try fields.position("days").map { Int(clamping: $0) },
      language: try fields.choice("language") ?? exchange.locale.rawValue)
    let receipt = try await execute(.decide(new), exchange, by: exchange.actor)
    guard let decision = receipt.positions.first else { throw Problem(.internalError) }
    return DecisionID(decision)
  }

  private func told(_ taken: [(matter: MatterID, decision: DecisionID)], _ refused: [MatterID: Problem]) -> Reply {
    .json { json in
      json.beginObject()
      json.list("decisions", taken) { each, json in
        json.beginObject()
        json.member("matter", each.matter.rawValue)
        json.member("decision", each.decision.rawValue)
        json.endObject()
      }
      json.list("refused", refused.sorted { $0.key < $1.key }) { each, json in
        json.beginObject()
        json.member("matter", each.key.rawValue)
        json.member("code", each.value.code)
        json.endObject()
      }
      json.endObject()
    }
  }
}
