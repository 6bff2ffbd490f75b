/// Somebody told the moderators of something (DSA 16). Who, and about whom, are contents; so is why.
public struct NoticeGiven: EventPayload {
  public static let type = EventType.noticeGiven
  /// Nil where a person is meant and that content is erased.
  public var subject: ModerationSubject?
  public var kind: ModerationSubject.Kind
  public var ground: Ground
  public var language: String
  /// Nil for a visitor.
  public var author: ParticipantID?
  public var explanation: String?
  /// `{"name":…,"email":…}` of a visitor, empty for who has an account.
  public var contact: JSONValue?

  public var data: JSONObject {
    members(
      ("about", .word(kind)), ("post", (subject?.post).map { .id($0) }), ("thread", (subject?.thread).map { .id($0) }),
      ("ground", .word(ground)), ("lang", .string(language)))
  }

  public var contents: [NewContent] {
    [
      .author(author), NewContent("subject", .moderators, text: subject?.participant?.description ?? ""),
      NewContent("explanation", .moderators, text: explanation ?? ""),
      NewContent("contact", .moderators, bytes: (contact ?? [:]).bytes),
    ]
  }

  public init(
    subject: ModerationSubject, ground: Ground, language: String, author: ParticipantID?, explanation: String,
    contact: JSONValue = [:]
  ) {
    self.subject = subject
    self.kind = subject.kind
    self.ground = ground
    self.language = language
    self.author = author
    self.explanation = explanation
    self.contact = contact
  }

  public init(_ fields: EventFields) throws {
    kind = try fields.word("about")
    subject = ModerationSubject(
      kind: kind, post: try fields.idOrNil("post"), thread: try fields.idOrNil("thread"), participant: fields.subject)
    ground = try fields.word("ground")
    language = try fields.text("lang")
    author = fields.author
    explanation = fields.content("explanation")
    contact = try fields.object("contact")
  }
}

extension EventFields {
  /// The person whom a moderation act concerns: a content, nil when erased or nobody.
  var subject: ParticipantID? { content("subject").flatMap { Position($0) }.map { ParticipantID($0) } }
}
