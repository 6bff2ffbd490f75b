/// A manager said in which fields an organisation works, and how the public reaches it.
public struct OrganisationDescribed: EventPayload {
  public static let type = EventType.organisationDescribed
  /// Spaces, in the order of their identifiers.
  public var fields: [SpaceID]
  public var contact: String?

  public var data: JSONObject { ["fields": .array(fields.map { .id($0) })] }
  public var contents: [NewContent] { [NewContent("contact", .public, text: contact ?? "")] }

  public init(fields: [SpaceID], contact: String) {
    self.fields = fields
    self.contact = contact
  }

  public init(_ entry: EventFields) throws {
    guard let fields = entry.data["fields"]?.array else { throw EventFault(type: Self.type, member: "fields") }
    self.fields = try fields.map { field in
      guard let id = field.integer else { throw EventFault(type: Self.type, member: "fields") }
      return SpaceID(id)
    }
    contact = entry.content("contact")
  }
}
