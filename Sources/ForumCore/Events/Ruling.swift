/// What a moderation decision says: the closed facts of its entry, and its statement of reasons as contents. Whom it concerns is a
/// content in every case, so that its presence tells nothing.
public struct Ruling: Sendable, Equatable {
  public var measure: Measure
  public var basis: DecisionBasis
  public var ground: Ground
  /// The terms that were in force: the position of their publication.
  public var terms: Position?
  public var source: DecisionSource
  /// The matter of the queue that it closes.
  public var matter: MatterID?
  public var kind: ModerationSubject.Kind
  public var post: PostID?
  public var thread: ThreadID?
  /// When what it does ends; nil for good, and for what has no length.
  public var until: Instant?
  public var label: PostLabel?
  public var space: SpaceID?
  public var seconds: Int?
  /// The decision that it lifts.
  public var replaces: DecisionID?
  public var language: String
  /// The person whom it affects: the author of the post or thread, or the person themselves. Nil when erased.
  public var subject: ParticipantID?
  public var facts: String?
  public var explanation: String?

  var data: JSONObject {
    members(
      ("measure", .word(measure)), ("basis", .word(basis)), ("ground", .word(ground)), ("terms", terms.map { .integer($0) }),
      ("source", .word(source)), ("matter", matter.map { .id($0) }), ("about", .word(kind)), ("post", post.map { .id($0) }),
      ("thread", thread.map { .id($0) }), ("until", until.map { .string($0.description) }), ("label", label.map { .word($0) }),
      ("space", space.map { .id($0) }), ("seconds", seconds.map { .integer(Int64($0)) }), ("replaces", replaces.map { .id($0) }),
      ("lang", .string(language)))
  }

  func contents(by author: ParticipantID?) -> [NewContent] {
    [
      .author(author), NewContent("subject", .moderators, text: subject?.description ?? ""),
      NewContent("facts", .public, text: facts ?? ""), NewContent("explanation", .public, text: explanation ?? ""),
    ]
  }

  init(
    measure: Measure, basis: DecisionBasis, ground: Ground, terms: Position?, source: DecisionSource, matter: MatterID?,
    about what: ModerationSubject, subject: ParticipantID?, until: Instant? = nil, label: PostLabel? = nil, space: SpaceID? = nil,
    seconds: Int? = nil, replaces: DecisionID? = nil, language: String, facts: String, explanation: String
  ) {
    self.measure = measure
    self.basis = basis
    self.ground = ground
    self.terms = terms
    self.source = source
    self.matter = matter
    self.kind = what.kind
    self.post = what.post
    self.thread = what.thread
    self.subject = subject
    self.until = until
    self.label = label
    self.space = space
    self.seconds = seconds
    self.replaces = replaces
    self.language = language
    self.facts = facts
    self.explanation = explanation
  }

  init(_ fields: EventFields) throws {
    measure = try fields.word("measure")
    basis = try fields.word("basis")
    ground = try fields.word("ground")
    terms = try fields.integerOrNil("terms")
    source = try fields.word("source")
    matter = try fields.idOrNil("matter")
    kind = try fields.word("about")
    post = try fields.idOrNil("post")
    thread = try fields.idOrNil("thread")
    until = try fields.instantOrNil("until")
    label = try fields.wordOrNil("label")
    space = try fields.idOrNil("space")
    seconds = try fields.integerOrNil("seconds").map { Int($0) }
    replaces = try fields.idOrNil("replaces")
    language = try fields.text("lang")
    subject = fields.subject
    facts = fields.content("facts")
    explanation = fields.content("explanation")
  }

  /// What it is about. Nil where that is a person whose content was erased.
  public var about: ModerationSubject? { ModerationSubject(kind: kind, post: post, thread: thread, participant: subject) }
}
