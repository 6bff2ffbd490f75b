/// A facilitator wrote a post down for its author, who had no account. How that person agreed is for moderators to read.
public struct PostAssisted: EventPayload {
  public static let type = EventType.postAssisted
  public var consent: String?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [NewContent("consent", .moderators, text: consent ?? "")] }

  public init(consent: String) { self.consent = consent }

  public init(_ fields: EventFields) throws { consent = fields.content("consent") }
}
