/// A person made an account. They are the author of this event, and its position is their identifier.
public struct ParticipantRegistered: EventPayload {
  public static let type = EventType.participantRegistered
  public var language: String
  public var name: String?

  public var data: JSONObject { ["lang": .string(language)] }
  public var contents: [NewContent] { [NewContent("name", .public, text: name ?? "")] }

  public init(language: String, name: String) {
    self.language = language
    self.name = name
  }

  public init(_ fields: EventFields) throws {
    language = try fields.text("lang")
    name = fields.content("name")
  }
}

/// An author of another system was brought in; has no account here.
public struct ParticipantImported: EventPayload {
  public static let type = EventType.participantImported
  public var source: String
  public var name: String?
  public var origin: Origin?

  public var data: JSONObject { ["source": .string(source)] }
  public var contents: [NewContent] { [NewContent("name", .public, text: name ?? "")] + (origin.map { [$0.content] } ?? []) }

  public init(name: String, origin: Origin) {
    self.source = origin.source
    self.name = name
    self.origin = origin
  }

  public init(_ fields: EventFields) throws {
    source = try fields.text("source")
    name = fields.content("name")
    origin = try fields.object("origin").flatMap(Origin.init)
  }
}

/// A person took another name. `replaces` is the position of the name before.
public struct ParticipantRenamed: EventPayload {
  public static let type = EventType.participantRenamed
  public var replaces: Position
  public var name: String?

  public var data: JSONObject { ["replaces": .integer(replaces)] }
  public var contents: [NewContent] { [NewContent("name", .public, text: name ?? "")] }

  public init(replaces: Position, name: String) {
    self.replaces = replaces
    self.name = name
  }

  public init(_ fields: EventFields) throws {
    replaces = try fields.integer("replaces")
    name = fields.content("name")
  }
}

/// A person was given a role, higher or lower than before.
public struct ParticipantRoleGranted: EventPayload {
  public static let type = EventType.participantRoleGranted
  public var role: Role
  public var author: ParticipantID?

  public var data: JSONObject { ["role": .word(role)] }
  public var contents: [NewContent] { [.author(author)] }

  public init(role: Role, author: ParticipantID?) {
    self.role = role
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    role = try fields.word("role")
    author = fields.author
  }
}

/// A person said as what they speak from now on.
public struct SpeakerStated: EventPayload {
  public static let type = EventType.speakerStated
  public var speaker: Speaker?

  public var data: JSONObject { [:] }
  public var contents: [NewContent] { [(speaker ?? Speaker()).content] }

  public init(_ speaker: Speaker) { self.speaker = speaker }

  public init(_ fields: EventFields) throws { speaker = try fields.object("speaker").map(Speaker.init) }
}

/// A person gave an explicit consent (GDPR 7, 9(2)(a)). Who and what for are contents that only they may read.
public struct ConsentGiven: EventPayload {
  public static let type = EventType.consentGiven
  /// The version of the text that was shown.
  public var text: Int64
  public var author: ParticipantID?
  public var purpose: String?

  public var data: JSONObject { ["text": .integer(text)] }
  public var contents: [NewContent] { [.author(author, .self), NewContent("purpose", .self, text: purpose ?? "")] }

  public init(text: Int64, author: ParticipantID, purpose: String) {
    self.text = text
    self.author = author
    self.purpose = purpose
  }

  public init(_ fields: EventFields) throws {
    text = try fields.integer("text")
    author = fields.author
    purpose = fields.content("purpose")
  }
}

/// A consent was taken back. `replaces` is the position at which it was given.
public struct ConsentWithdrawn: EventPayload {
  public static let type = EventType.consentWithdrawn
  public var replaces: Position
  public var author: ParticipantID?

  public var data: JSONObject { ["replaces": .integer(replaces)] }
  public var contents: [NewContent] { [.author(author, .self)] }

  public init(replaces: Position, author: ParticipantID) {
    self.replaces = replaces
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    replaces = try fields.integer("replaces")
    author = fields.author
  }
}
