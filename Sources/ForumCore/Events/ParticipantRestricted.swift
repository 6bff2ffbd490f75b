/// A person has what they said not shown until they say otherwise (GDPR 18), or has it shown again.
public struct ParticipantRestricted: EventPayload {
  public static let type = EventType.participantRestricted
  public var isOn: Bool
  public var author: ParticipantID?

  public var data: JSONObject { ["on": .bool(isOn)] }
  public var contents: [NewContent] { [.author(author, .self)] }

  public init(isOn: Bool, author: ParticipantID?) {
    self.isOn = isOn
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    isOn = try fields.flag("on")
    author = fields.author
  }
}
