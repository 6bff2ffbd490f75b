import ForumCore

/// Moderation as programs read it. Who gave a notice, who decided and whom a decision affects are for moderators, and for that person.
enum ModerationJSON {
  static func write(_ subject: ModerationSubject?, to json: inout JSONWriter) {
    json.key("subject")
    guard let subject else { return json.null() }
    json.beginObject()
    json.member("kind", subject.kind.rawValue)
    let id = subject.post?.rawValue ?? subject.thread?.rawValue ?? subject.participant?.rawValue
    if let id { json.member("id", id) }
    json.endObject()
  }

  static func write(_ matter: MatterRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", matter.id.rawValue)
    write(matter.subject, to: &json)
    if let thread = matter.thread { json.member("thread", thread.rawValue) }
    if let title = matter.threadTitle { json.member("title", title) }
    if let space = matter.space { json.member("space", space) }
    person("person", matter.person, to: &json)
    json.member("ground", matter.ground.rawValue)
    json.member("urgent", matter.isUrgent)
    json.member("score", Int64(matter.score))
    json.member("notices", Int64(matter.notices))
    json.member("openedAt", matter.openedAt.description)
    json.member("latestAt", matter.latestAt.description)
    if let decision = matter.decision { json.member("decision", decision.rawValue) }
    if let why = matter.why { json.member("why", why.rawValue) }
    if let claimant = matter.claimant {
      person("claimedBy", claimant, to: &json)
      if let until = matter.claimedUntil { json.member("claimedUntil", until.description) }
    }
    json.endObject()
  }

  /// A post that waits or was refused, for moderators and its author.
  static func write(_ held: HeldRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", held.id.rawValue)
    json.member("state", held.state.rawValue)
    json.member("why", held.why.rawValue)
    if let thread = held.thread { json.member("thread", thread.rawValue) }
    if let parent = held.parent { json.member("parent", parent.rawValue) }
    person("author", held.author, to: &json)
    json.member("at", held.at.description)
    json.member("language", held.language)
    if held.title != "" { json.optional("title", held.title) }
    json.optional("body", held.body)
    if let decision = held.decision { json.member("decision", decision.rawValue) }
    json.endObject()
  }

  static func write(_ notice: NoticeRecord, for role: Role?, to json: inout JSONWriter) {
    let moderates = Rights.allows(role, .decide)
    json.beginObject()
    json.member("id", notice.id.rawValue)
    if moderates { json.member("matter", notice.matter.rawValue) }
    write(notice.subject, to: &json)
    json.member("ground", notice.ground.rawValue)
    json.member("at", notice.at.description)
    json.optional("explanation", notice.explanation)
    if moderates {
      person("author", notice.author, to: &json)
      if let name = notice.contactName { json.member("name", name) }
      if let email = notice.contactEmail { json.member("email", email) }
    }
    if let decision = notice.decision { json.member("decision", decision.rawValue) }
    json.endObject()
  }

  static func write(
    _ decision: DecisionRecord, for role: Role?, isAffected: Bool = false, statement: StatementOfReasons? = nil,
    appeals: [AppealRecord]? = nil, reader: ParticipantID? = nil, to json: inout JSONWriter
  ) {
    let moderates = Rights.allows(role, .decide)
    json.beginObject()
    json.member("id", decision.id.rawValue)
    json.member("measure", decision.measure.rawValue)
    json.member("state", decision.state.rawValue)
    json.member("about", decision.about.rawValue)
    if let post = decision.post { json.member("post", post.rawValue) }
    if let thread = decision.thread { json.member("thread", thread.rawValue) }
    json.member("by", "moderator")
    if moderates {
      person("author", decision.author, to: &json)
      if decision.second != nil { person("second", decision.second, to: &json) }
      if let matter = decision.matter { json.member("matter", matter.rawValue) }
    }
    if moderates || isAffected { person("person", decision.person, to: &json) }
    json.member("basis", decision.basis.rawValue)
    json.member("ground", decision.ground.rawValue)
    json.member("source", decision.source.rawValue)
    json.member("at", decision.at.description)
    if let until = decision.until { json.member("until", until.description) }
    if let label = decision.label { json.member("label", label.rawValue) }
    if let seconds = decision.seconds { json.member("seconds", Int64(seconds)) }
    if let space = decision.space { json.member("space", space) }
    json.member("language", decision.language)
    json.optional("facts", decision.facts)
    json.optional("explanation", decision.explanation)
    if let terms = decision.terms { json.member("terms", Int64(terms)) }
    if let statement {
      json.key("statement")
      statement.write(to: &json)
    }
    if let appeals {
      json.key("appeals")
      json.beginArray()
      for appeal in appeals { write(appeal, for: role, isOwn: appeal.author?.id == reader, to: &json) }
      json.endArray()
    }
    json.endObject()
  }

  static func write(_ appeal: AppealRecord, for role: Role?, isOwn: Bool = false, to json: inout JSONWriter) {
    let moderates = Rights.allows(role, .decide)
    json.beginObject()
    json.member("id", appeal.id.rawValue)
    json.member("decision", appeal.decision.rawValue)
    json.member("at", appeal.at.description)
    if moderates { person("author", appeal.author, to: &json) }
    if moderates || isOwn { json.optional("text", appeal.text) }
    json.optional("outcome", appeal.outcome?.rawValue)
    if let decidedAt = appeal.decidedAt {
      json.member("decidedAt", decidedAt.description)
      json.optional("reason", appeal.reason)
    }
    json.endObject()
  }

  static func write(_ terms: TermsRecord, to json: inout JSONWriter) {
    json.beginObject()
    json.member("number", Int64(terms.number))
    json.member("position", terms.id)
    json.member("at", terms.at.description)
    json.key("text")
    json.value(terms.text ?? .null)
    json.endObject()
  }

  private static func person(_ key: String, _ person: AuthorRecord?, to json: inout JSONWriter) {
    json.key(key)
    guard let person else { return json.null() }
    PostJSON.write(person, to: &json)
  }
}

extension JSONWriter {
  /// A member that is an array.
  mutating func list<Item>(_ key: String, _ items: [Item], _ write: (Item, inout JSONWriter) -> Void) {
    self.key(key)
    beginArray()
    for item in items { write(item, &self) }
    endArray()
  }
}
