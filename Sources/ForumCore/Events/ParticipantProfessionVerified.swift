/// An administrator saw proof of a person's profession, or takes the mark back. Which one is a content: it says what somebody is.
public struct ParticipantProfessionVerified: EventPayload {
  public static let type = EventType.participantProfessionVerified
  /// Nil where the mark is taken back, and where it was erased.
  public var profession: Profession?
  public var author: ParticipantID?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] {
    [.author(author), NewContent("profession", .public, text: profession?.rawValue ?? "")]
  }

  public init(profession: Profession?, author: ParticipantID?) {
    self.profession = profession
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    profession = fields.content("profession").flatMap(Profession.init(rawValue:))
    author = fields.author
  }
}
