import ForumCore

/// Appeals: contesting a decision, deciding about that, and what one finds about oneself.
extension Application {
  func composeAppeal(_ id: DecisionID, _ exchange: Exchange) throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try appealForm(id, exchange, form())
  }

  private func appealForm(_ id: DecisionID, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      guard let decision = try reader.decision(id), decision.isTaken else {
        throw Problem(Rejection.decisionNotFound)
      }
      return .page(NewAppealPage(context: try context(exchange, reader), decision: decision, form: form))
    }
  }

  func lodgeAppeal(_ id: DecisionID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      try limitActing(exchange)
      let receipt = try await execute(.lodgeAppeal(id, text: try exchange.fields.string("text")), exchange)
      guard let appeal = receipt.positions.first.map({ AppealID($0) }) else { throw Problem(.internalError) }
      return created(.appeal(appeal), exchange, notice: .appealed) { json in
        json.member("id", appeal.rawValue)
        json.member("position", receipt.position)
      }
    } again: { form throws(Problem) in
      try appealForm(id, exchange, form)
    }
  }

  func showAppeal(_ id: AppealID, _ exchange: Exchange) throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try appealPage(id, exchange, form())
  }

  /// An appeal is shown to who lodged it and to moderators.
  private func appealPage(_ id: AppealID, _ exchange: Exchange, _ form: FormState) throws(Problem) -> Reply {
    try read { reader in
      let moderates = Rights.allows(exchange.identity.role, .decide)
      guard let appeal = try reader.appeal(id), moderates || appeal.author?.id == exchange.participant,
        let decision = try reader.decision(appeal.decision)
      else { throw Problem(Rejection.appealNotFound) }
      let isOwn = appeal.author?.id == exchange.participant
      guard exchange.representation == .html else {
        return .json { ModerationJSON.write(appeal, for: exchange.identity.role, isOwn: isOwn, to: &$0) }
      }
      let mayDecide =
        moderates && appeal.outcome == nil
        && ![decision.author?.id, decision.second?.id, decision.person?.id, appeal.author?.id].contains(exchange.participant)
      let shown = decision.subject.flatMap { try? self.shown($0, exchange, reader) }
      return .page(
        AppealPage(
          context: try context(exchange, reader), appeal: appeal, decision: decision, subject: moderates ? shown : nil,
          mayDecide: mayDecide, form: form))
    }
  }

  /// `outcome` and `reason`.
  func decideAppeal(_ id: AppealID, _ exchange: Exchange) async throws(Problem) -> Reply {
    _ = try exchange.signedIn()
    return try await submit(exchange) { () async throws(Problem) in
      guard let outcome = try exchange.fields.word("outcome", AppealOutcome.self) else {
        throw Problem(Rejection.fieldEmpty("outcome"))
      }
      try limitActing(exchange)
      let receipt = try await execute(.decideAppeal(id, outcome, reason: try exchange.fields.string("reason")), exchange)
      return changed(backTo: Route.appeal(id).path, exchange, notice: .appealDecided, position: receipt.position)
    } again: { form throws(Problem) in
      try appealPage(id, exchange, form)
    }
  }

  /// One's own notices, decisions about oneself, and one's appeals. Who is shown a decision has been told of it.
  func showOwnModeration(_ exchange: Exchange) throws(Problem) -> Reply {
    let participant = try exchange.signedIn()
    let (reply, decisions) = try read { reader -> (Reply, [DecisionRecord]) in
      let decisions = try reader.decisions(about: participant)
      let notices = try reader.notices(by: participant)
      let appeals = try reader.appeals(by: participant)
      let held = try reader.heldPosts(of: participant)
      guard exchange.representation == .html else {
        let reply = Reply.json { json in
          json.beginObject()
          json.list("held", held) { ModerationJSON.write($0, to: &$1) }
          json.list("decisions", decisions) {
            ModerationJSON.write($0, for: exchange.identity.role, isAffected: true, to: &$1)
          }
          json.list("notices", notices) { ModerationJSON.write($0, for: exchange.identity.role, to: &$1) }
          json.list("appeals", appeals) { ModerationJSON.write($0, for: exchange.identity.role, isOwn: true, to: &$1) }
          json.endObject()
        }
        return (reply, decisions)
      }
      let page = OwnModerationPage(
        context: try context(exchange, reader, topic: "me"), decisions: decisions, notices: notices, appeals: appeals,
        held: held)
      return (.page(page), decisions)
    }
    tell(decisions.map(\.id), exchange)
    return reply
  }
}
