/// Somebody contested a decision (DSA 20): the person it affects, or one whose notice it declined.
public struct AppealLodged: EventPayload {
  public static let type = EventType.appealLodged
  public var decision: DecisionID
  public var author: ParticipantID?
  public var text: String?

  public var data: JSONObject { ["decision": .id(decision)] }
  public var contents: [NewContent] { [.author(author), NewContent("text", .moderators, text: text ?? "")] }

  public init(decision: DecisionID, author: ParticipantID?, text: String) {
    self.decision = decision
    self.author = author
    self.text = text
  }

  public init(_ fields: EventFields) throws {
    decision = try fields.id("decision")
    author = fields.author
    text = fields.content("text")
  }
}

/// Another moderator than the decision's decided the appeal. What a reversal undoes follows in the same batch.
public struct AppealDecided: EventPayload {
  public static let type = EventType.appealDecided
  public var outcome: AppealOutcome
  public var author: ParticipantID?
  public var reason: String?

  public var data: JSONObject { ["outcome": .word(outcome)] }
  public var contents: [NewContent] { [.author(author), NewContent("reason", .public, text: reason ?? "")] }

  public init(outcome: AppealOutcome, author: ParticipantID?, reason: String) {
    self.outcome = outcome
    self.author = author
    self.reason = reason
  }

  public init(_ fields: EventFields) throws {
    outcome = try fields.word("outcome")
    author = fields.author
    reason = fields.content("reason")
  }
}
