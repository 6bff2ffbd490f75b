/// Somebody registered an institution, an NGO or a community group; nobody has verified it yet.
public struct OrganisationRegistered: EventPayload {
  public static let type = EventType.organisationRegistered
  public var territory: String?
  public var name: String?
  public var profile: OrganisationProfile?

  public var data: JSONObject { members(("territory", territory.map { .string($0) })) }
  public var contents: [NewContent] { [NewContent("name", .public, text: name ?? "")] + (profile.map { [$0.content] } ?? []) }

  public init(territory: String?, name: String, profile: OrganisationProfile) {
    self.territory = territory
    self.name = name
    self.profile = profile
  }

  public init(_ fields: EventFields) throws {
    territory = try fields.textOrNil("territory")
    name = fields.content("name")
    profile = try fields.object("profile").flatMap(OrganisationProfile.init)
  }
}

/// An administrator found that the organisation is what it says.
public struct OrganisationVerified: EventPayload {
  public static let type = EventType.organisationVerified
  public var author: ParticipantID?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [.author(author)] }

  public init(author: ParticipantID?) { self.author = author }

  public init(_ fields: EventFields) throws { author = fields.author }
}
