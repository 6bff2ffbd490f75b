/// A moderator removed a post: its place is marked. `replaces` is the position of the body that stood.
public struct PostRemoved: EventPayload {
  public static let type = EventType.postRemoved
  public var replaces: Position
  public var author: ParticipantID?
  public var reason: String?

  public var data: JSONObject { ["replaces": .integer(replaces)] }
  public var contents: [NewContent] { [.author(author), NewContent("reason", .public, text: reason ?? "")] }

  public init(replaces: Position, author: ParticipantID?, reason: String) {
    self.replaces = replaces
    self.author = author
    self.reason = reason
  }

  public init(_ fields: EventFields) throws {
    replaces = try fields.integer("replaces")
    author = fields.author
    reason = fields.content("reason")
  }
}

/// A moderator put a label above a post, or took it away: then `label` is nil.
public struct PostLabelled: EventPayload {
  public static let type = EventType.postLabelled
  public var label: PostLabel?
  public var author: ParticipantID?

  public var data: JSONObject { members(("label", label.map { .word($0) })) }
  public var contents: [NewContent] { [.author(author)] }

  public init(label: PostLabel?, author: ParticipantID?) {
    self.label = label
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    label = try fields.wordOrNil("label")
    author = fields.author
  }
}

/// A moderator set the time between two posts of one person in a thread: seconds, 0 for none.
public struct ThreadSlowed: EventPayload {
  public static let type = EventType.threadSlowed
  public var seconds: Int
  public var author: ParticipantID?

  public var data: JSONObject { ["seconds": .integer(Int64(seconds))] }
  public var contents: [NewContent] { [.author(author)] }

  public init(seconds: Int, author: ParticipantID?) {
    self.seconds = seconds
    self.author = author
  }

  public init(_ fields: EventFields) throws {
    seconds = Int(try fields.integer("seconds"))
    author = fields.author
  }
}

/// An edition of the terms came into force. `number` counts the editions; the text is a JSON object by language:
/// `{"ro":{"title":…,"intro":…,"clauses":{"spam":…}},"en":…}`, its clauses named like the grounds of decisions.
public struct TermsPublished: EventPayload {
  public static let type = EventType.termsPublished
  public var number: Int
  public var author: ParticipantID?
  public var text: JSONValue?

  public var data: JSONObject { ["number": .integer(Int64(number))] }
  public var contents: [NewContent] { [.author(author), NewContent("text", .public, bytes: (text ?? [:]).bytes)] }

  public init(number: Int, author: ParticipantID?, text: JSONValue) {
    self.number = number
    self.author = author
    self.text = text
  }

  public init(_ fields: EventFields) throws {
    number = Int(try fields.integer("number"))
    author = fields.author
    text = try fields.object("text")
  }
}
