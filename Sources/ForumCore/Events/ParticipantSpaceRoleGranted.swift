/// A person was given a role in one space, higher or lower than before; `participant` takes back the one they had there.
public struct ParticipantSpaceRoleGranted: EventPayload {
  public static let type = EventType.participantSpaceRoleGranted
  public var space: SpaceID
  public var role: Role
  public var author: ParticipantID?

  public var data: JSONObject { ["space": .id(space), "role": .word(role)] }
  public var contents: [NewContent] { [.author(author)] }

  public init(space: SpaceID, role: Role, author: ParticipantID?) {
    self.space = space
    self.role = role
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    space = try fields.id("space")
    role = try fields.word("role")
    author = fields.author
  }
}
