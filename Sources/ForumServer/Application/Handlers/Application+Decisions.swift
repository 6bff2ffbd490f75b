import ForumCore

/// Decisions of moderators: taking them, showing them, and what needs a second moderator.
extension Application {
  func composeDecision(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requiresAnywhere(.decide)
    let subject = try subject(exchange.query)
    let measure = try exchange.query?.word("measure", Measure.self)
    return try decisionForm(subject, exchange, form(measure.map { ["measure": $0.rawValue] } ?? [:]))
  }

  /// The form for a decision; where notices wait about the same thing, in the page of their matter.
  private func decisionForm(_ subject: ModerationSubject, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      let shown = try self.shown(subject, exchange, reader)
      try exchange.requires(.decide, in: shown.space)
      let earlier = try reader.decisions(on: subject)
      return .page(
        NewDecisionPage(
          context: try context(exchange, reader), subject: shown, earlier: earlier, spaces: try reader.spaces(), form: form))
    }
  }

  func decide(_ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    let subject = try subject(exchange.fields)
    let matter = try exchange.fields.position("matter").map { MatterID($0) }
    return try await submit(exchange) { () async throws(Problem) in
      let fields = exchange.fields
      guard let measure = try fields.word("measure", Measure.self) else { throw Problem(Rejection.fieldEmpty("measure")) }
      let new = NewDecision(
        subject: subject, measure: measure, basis: try fields.word("basis", DecisionBasis.self) ?? .terms,
        ground: try fields.word("ground", Ground.self) ?? .other, facts: try fields.string("facts"),
        explanation: try fields.string("explanation"), days: try fields.position("days").map { Int(clamping: $0) },
        seconds: try fields.position("seconds").map { Int(clamping: $0) }, label: try fields.word("label", PostLabel.self),
        space: try fields.choice("space"), title: try fields.string("title"),
        into: Self.number(after: "/threads/", in: try fields.string("into")).map { ThreadID($0) },
        replaces: try fields.position("replaces").map { DecisionID($0) },
        language: try fields.choice("language") ?? exchange.locale.rawValue)
      try limitActing(exchange)
      let receipt = try await execute(.decide(new), exchange)
      guard let id = receipt.positions.first.map({ DecisionID($0) }) else { throw Problem(.internalError) }
      live.checkCredentials()
      let isProposal = try read { try $0.decision(id)?.state == .proposed }
      return created(.decision(id), exchange, notice: isProposal ? .proposed : .decided) { json in
        json.member("id", id.rawValue)
        json.member("state", isProposal ? "proposed" : "standing")
        json.member("position", receipt.position)
      }
    } again: { form throws(Problem) in
      if let matter { return try matterPage(matter, exchange, form) }
      return try decisionForm(subject, exchange, form)
    }
  }

  /// Everybody reads a decision that was taken: without who took it, and whom it affects only where a page shows that anyway.
  func showDecision(_ id: DecisionID, _ exchange: Exchange) throws(Problem) -> Reply {
    let (reply, isAffected) = try read { reader in try show(id, exchange, reader) }
    if isAffected { tell([id], exchange) }
    return reply
  }

  /// A decision as it was asked for, and whether the reader is whom it affects.
  private func show(_ id: DecisionID, _ exchange: Exchange, _ reader: Reader) throws -> (Reply, Bool) {
    let decision = try decision(id, exchange, reader)
    let appeals = try reader.appeals(against: id)
    let isAffected = Self.concerns(decision, exchange.participant)
    let reply =
      exchange.representation == .html
      ? try decisionPage(decision, appeals, isAffected: isAffected, exchange, reader)
      : decisionJSON(decision, appeals, isAffected: isAffected, exchange)
    return (reply, isAffected)
  }

  /// What is only proposed is there for moderators alone.
  private func decision(_ id: DecisionID, _ exchange: Exchange, _ reader: Reader) throws -> DecisionRecord {
    guard let decision = try reader.decision(id) else { throw Problem(Rejection.decisionNotFound) }
    if !decision.isTaken, !Rights.allows(exchange.identity.role, .decide) { throw Problem(Rejection.decisionNotFound) }
    return decision
  }

  private static func concerns(_ decision: DecisionRecord, _ reader: ParticipantID?) -> Bool {
    guard let reader else { return false }
    return decision.person?.id == reader
  }

  private func decisionPage(
    _ decision: DecisionRecord, _ appeals: [AppealRecord], isAffected: Bool, _ exchange: Exchange, _ reader: Reader
  ) throws -> Reply {
    var isNotifier = false
    if let matter = decision.matter, let person = exchange.participant {
      let notices = try reader.notices(of: matter)
      isNotifier = notices.contains { $0.author?.id == person && $0.decision == decision.id }
    }
    return .page(
      DecisionPage(
        context: try context(exchange, reader), decision: decision, appeals: appeals,
        moderates: Rights.allows(exchange.identity.role, .decide), isAffected: isAffected, isNotifier: isNotifier, form: form()))
  }

  private func decisionJSON(
    _ decision: DecisionRecord, _ appeals: [AppealRecord], isAffected: Bool, _ exchange: Exchange
  ) -> Reply {
    .json { json in
      ModerationJSON.write(
        decision, for: exchange.identity.role, isAffected: isAffected,
        statement: StatementOfReasons(decision, baseURL: exchange.origin.description), appeals: appeals,
        reader: exchange.participant, to: &json)
    }
  }

  /// `agree` 1 takes what was proposed, 0 with a `reason` declines it.
  func settleDecision(_ id: DecisionID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    let agrees = try exchange.fields.flag("agree")
    let before = forum.head
    let receipt = try await execute(
      .settleDecision(id, agrees: agrees, reason: try exchange.fields.string("reason")), exchange)
    if agrees, try read({ try $0.decision(id)?.measure }) == .erase { keepErasures(after: before) }
    live.checkCredentials()
    return changed(backTo: Route.decision(id).path, exchange, notice: .decided, position: receipt.position)
  }
}
