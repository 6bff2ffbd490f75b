import ForumCore

/// A post as the server's JSON says it.
struct PostDocument: Sendable, Equatable {
  var id: Int64
  var thread: Int64
  var placed: Int64
  var parent: Int64?
  var author: String?
  var speaker: Speaker
  /// Who wrote it down for an author without an account.
  var assistant: String?
  var state: PostState
  var body: String?
  var publishedAt: Instant
  var isEdited: Bool
  /// The position of the body that stands: what an edit replaces.
  var revision: Int64
  var reactions: ReactionCounts
  var importedVotes: ImportedVotes?
  var isOrphan: Bool
  var reason: String?

  init(_ value: JSONValue) throws(Failure) {
    let answer = try AnswerReader(value, at: "post.")
    id = try answer.integer("id")
    thread = try answer.integer("thread")
    placed = try answer.integer("placed")
    parent = answer.object["parent"]?.integer
    author = try answer.reader("author").optional("name")
    speaker = try Speaker(answer.reader("speaker"))
    assistant = answer.object["writtenDownBy"]?["name"]?.string
    state = PostState(rawValue: try answer.string("state")) ?? .published
    body = answer.optional("body")
    publishedAt = try answer.instant("publishedAt")
    isEdited = answer.object["editedAt"]?.string != nil
    revision = try answer.integer("revision")
    let counts = try answer.reader("reactions")
    reactions = ReactionCounts(agree: counts.count("agree"), thanks: counts.count("thanks"), useful: counts.count("useful"))
    if answer.object["importedVotes"]?.object != nil {
      let votes = try answer.reader("importedVotes")
      importedVotes = ImportedVotes(inFavour: votes.count("for"), against: votes.count("against"))
    }
    isOrphan = answer.flag("orphan")
    reason = answer.optional("reason")
  }
}

extension Speaker {
  init(_ answer: AnswerReader) throws(Failure) {
    self.init(
      category: answer.optional("category").flatMap(StakeholderCategory.init),
      level: answer.optional("level").flatMap(InstitutionLevel.init),
      organisationName: answer.object["organisation"]?["name"]?.string,
      profession: answer.optional("profession").flatMap(Profession.init))
  }
}
