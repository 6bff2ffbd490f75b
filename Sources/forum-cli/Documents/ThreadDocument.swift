import ForumCore

/// A thread as the server's JSON says it.
struct ThreadDocument: Sendable, Equatable {
  var id: Int64
  var title: String?
  /// The space's key.
  var space: String
  /// The name of an operator's own space; the built-in ones are named in the reader's language.
  var spaceName: String?
  var kind: ThreadKind?
  var territory: String?
  var author: String?
  var openedAt: Instant
  var posts: Int
  var isLocked: Bool
  var lockReason: String?
  var lastAt: Instant
  var lastAuthor: String?
  var lastSpeaker: Speaker
  var voices: VoiceBalance
  var importedSupports: Int?
  var unread: Int?

  init(_ value: JSONValue?) throws(Failure) {
    let answer = try AnswerReader(value, at: "thread.")
    id = try answer.integer("id")
    title = answer.optional("title")
    space = try answer.string("space")
    spaceName = answer.optional("spaceName")
    kind = ThreadKind(rawValue: try answer.string("kind"))
    territory = answer.object["territory"]?["name"]?.string
    author = try answer.reader("author").optional("name")
    openedAt = try answer.instant("openedAt")
    posts = answer.count("posts")
    isLocked = answer.flag("locked")
    lockReason = answer.optional("lockReason")
    let last = try answer.reader("lastPost")
    lastAt = try last.instant("at")
    lastAuthor = try last.reader("author").optional("name")
    lastSpeaker = try Speaker(last.reader("speaker"))
    let heard = try answer.reader("voices")
    // Null are some, and too few to be counted.
    let community = heard.object["community"] == .null ? 1 : heard.count("community")
    voices = VoiceBalance(
      institution: heard.count("institution"), ngo: heard.count("ngo"), community: community,
      mixed: heard.count("mixed"), unstated: heard.count("unstated"))
    importedSupports = answer.object["importedSupports"]?.integer.map { Int($0) }
    unread = answer.object["unread"]?.integer.map { Int($0) }
  }
}
