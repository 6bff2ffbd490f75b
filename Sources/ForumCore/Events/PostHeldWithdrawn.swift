/// Its author took back a post that waited for a moderator, before anybody else read it.
public struct PostHeldWithdrawn: EventPayload {
  public static let type = EventType.postHeldWithdrawn
  public var author: ParticipantID?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [.author(author)] }

  public init(author: ParticipantID?) { self.author = author }

  public init(_ fields: EventFields) throws { author = fields.author }
}
