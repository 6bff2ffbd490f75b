/// A person's account is gone, at their own wish: their name and as what they spoke were erased before, with `withWords` also what they
/// wrote.
public struct ParticipantErased: EventPayload {
  public static let type = EventType.participantErased
  public var withWords: Bool
  public var author: ParticipantID?

  public var data: JSONObject { ["withWords": .bool(withWords)] }
  public var contents: [NewContent] { [.author(author, .self)] }

  public init(withWords: Bool, author: ParticipantID?) {
    self.withWords = withWords
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    withWords = try fields.flag("withWords")
    author = fields.author
  }
}
