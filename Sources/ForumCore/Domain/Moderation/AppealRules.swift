/// The rules of appeals (DSA 20): by whom a decision affects or whose notice it declined, for six months from the day they were told;
/// decided by another moderator.
enum AppealRules {
  /// What stands about one person's appeal against one decision.
  struct Standing: Sendable, Equatable {
    /// The person gave a notice that the decision answered.
    var isNotifier: Bool
    /// When they were told of the decision; nil where that has not happened yet.
    var toldAt: Instant?
    var hasAppealed: Bool
  }

  static func lodge(
    _ text: String, against decision: DecisionFacts?, standing: Standing, by person: ActingPerson, now: Instant
  ) throws(Rejection) -> [NewEvent] {
    // Who is suspended may contest that, too.
    guard let decision, decision.state != .proposed, decision.state != .declined else { throw .decisionNotFound }
    let isAffected = decision.ruling.subject == person.id && decision.ruling.measure != .none && decision.ruling.measure != .lift
    let isDeclined = standing.isNotifier && decision.ruling.measure == .none
    guard isAffected || isDeclined else { throw .decisionNotFound }
    guard !standing.hasAppealed else { throw .alreadyAppealed }
    guard decision.state == .standing else { throw .alreadyDecided }
    if let told = standing.toldAt, told.adding(months: Limits.appealMonths) < now { throw .appealTooLate }
    let text = try LongText(text, field: "text", limit: Limits.reason)
    return [
      AppealLodged(decision: decision.id, author: person.id, text: text.text).event(cause: decision.id.rawValue)
    ]
  }

  /// `facts` are of what the decision was about.
  static func decide(
    _ appeal: AppealFacts?, outcome: AppealOutcome, reason: String, on facts: SubjectFacts, by moderator: ActingPerson,
    next: Position
  ) throws(Rejection) -> [NewEvent] {
    try moderator.require(.decide)
    guard let appeal else { throw .appealNotFound }
    guard !appeal.isDecided else { throw .alreadyDecided }
    let decision = appeal.decision
    guard ![decision.author, decision.second, decision.ruling.subject, appeal.author].contains(moderator.id) else {
      throw .anotherModerator
    }
    let reason = try Reason(reason)
    let decided = AppealDecided(outcome: outcome, author: moderator.id, reason: reason.text).event(in: appeal.id.rawValue)
    guard outcome == .reversed, decision.state == .standing, facts.decision == decision.id else { return [decided] }
    return [decided]
      + (try DecisionRules.undoing(
        facts, reason: reason.text, next: next + 1, cause: decision.id.rawValue, by: moderator.id))
  }
}

/// An appeal as rules need it.
struct AppealFacts: Sendable, Equatable {
  var id: AppealID
  var decision: DecisionFacts
  var author: ParticipantID?
  var isDecided: Bool
}
