import ForumCore

/// Decisions of moderators: taking them, showing them, and what needs a second moderator.
extension Application {
  func composeDecision(_ exchange: Exchange) throws(Problem) -> Reply {
    try exchange.requires(.decide)
    let subject = try subject(exchange.query)
    let measure = try exchange.query?.word("measure", Measure.self)
    return try decisionForm(subject, exchange, form(measure.map { ["measure": $0.rawValue] } ?? [:]))
  }

  /// The form for a decision; where notices wait about the same thing, in the page of their matter.
  private func decisionForm(_ subject: ModerationSubject, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      let shown = try self.shown(subject, exchange, reader)
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
        space: try fields.choice("space"), replaces: try fields.position("replaces").map { DecisionID($0) },
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
    let (reply, isAffected) = try read { reader -> (Reply, Bool) in
      let moderates = Rights.allows(exchange.identity.role, .decide)
      guard let decision = try reader.decision(id), moderates || ![.proposed, .declined].contains(decision.state) else {
        throw Problem(Rejection.decisionNotFound)
      }
      let isAffected = decision.person?.id != nil && decision.person?.id == exchange.participant
      let appeals = try reader.appeals(against: id)
      let role = exchange.identity.role
      guard exchange.representation == .html else {
        let reply = Reply.json { json in
          ModerationJSON.write(decision, for: role, isAffected: isAffected, to: &json) { json in
            json.key("statement")
            StatementOfReasons(decision, baseURL: exchange.origin.description).write(to: &json)
            json.list("appeals", appeals) {
              ModerationJSON.write($0, for: role, isOwn: $0.author?.id == exchange.participant, to: &$1)
            }
          }
        }
        return (reply, isAffected)
      }
      let told = try exchange.participant.flatMap { try reader.told($0, of: id) }
      let isNotifier = try exchange.participant.map { person in
        try decision.matter.map { try reader.notices(of: $0).contains { $0.author?.id == person && $0.decision == id } } ?? false
      }
      let page = DecisionPage(
        context: try context(exchange, reader), decision: decision, appeals: appeals, moderates: moderates,
        isAffected: isAffected,
        isNotifier: isNotifier ?? false, told: told, form: form())
      return (.page(page), isAffected)
    }
    if isAffected { tell([id], exchange) }
    return reply
  }

  /// `agree` 1 takes what was proposed, 0 with a `reason` declines it.
  func settleDecision(_ id: DecisionID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    let agrees = try exchange.fields.flag("agree")
    let receipt = try await execute(
      .settleDecision(id, agrees: agrees, reason: try exchange.fields.string("reason")), exchange)
    live.checkCredentials()
    return changed(backTo: Route.decision(id).path, exchange, notice: .decided, position: receipt.position)
  }
}
