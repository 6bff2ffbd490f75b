/// A moderator decided. What the decision does follows in the same batch, with it as the cause.
public struct DecisionTaken: EventPayload {
  public static let type = EventType.decisionTaken
  public var ruling: Ruling
  public var author: ParticipantID?

  public var data: JSONObject { ruling.data }
  public var contents: [NewContent] { ruling.contents(by: author) }

  init(_ ruling: Ruling, author: ParticipantID?) {
    self.ruling = ruling
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    ruling = try Ruling(fields)
    author = fields.author
  }
}

/// A moderator proposed what needs four eyes. Nothing is done until another confirms it.
public struct DecisionProposed: EventPayload {
  public static let type = EventType.decisionProposed
  public var ruling: Ruling
  public var author: ParticipantID?

  public var data: JSONObject { ruling.data }
  public var contents: [NewContent] { ruling.contents(by: author) }

  init(_ ruling: Ruling, author: ParticipantID?) {
    self.ruling = ruling
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    ruling = try Ruling(fields)
    author = fields.author
  }
}

/// Another moderator agreed with a proposed decision, which is taken by that.
public struct DecisionConfirmed: EventPayload {
  public static let type = EventType.decisionConfirmed
  public var author: ParticipantID?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [.author(author)] }

  public init(author: ParticipantID?) { self.author = author }
  public init(_ fields: EventFields) throws { author = fields.author }
}

/// Another moderator did not agree with a proposed decision: nothing is done.
public struct DecisionDeclined: EventPayload {
  public static let type = EventType.decisionDeclined
  public var author: ParticipantID?
  public var reason: String?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [.author(author), NewContent("reason", .moderators, text: reason ?? "")] }

  public init(author: ParticipantID?, reason: String) {
    self.author = author
    self.reason = reason
  }

  public init(_ fields: EventFields) throws {
    author = fields.author
    reason = fields.content("reason")
  }
}
