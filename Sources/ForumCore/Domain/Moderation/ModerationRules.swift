/// The rules of moderators' acts on posts, and of erasure.
enum ModerationRules {
  static func hide(_ post: PostFacts?, reason: String, by authority: ActingAuthority) throws(Rejection) -> [NewEvent] {
    try authority.require(.hidePost)
    guard let post else { throw .postNotFound }
    // Integrity: nobody moderates their own words.
    guard post.author != authority.id else { throw .ownPost }
    try post.requirePublished()
    let reason = try Reason(reason)
    return [PostHidden(replaces: post.body, author: authority.id, reason: reason.text).event(in: post.id.rawValue)]
  }

  static func restore(_ post: PostFacts?, reason: String, by authority: ActingAuthority) throws(Rejection) -> [NewEvent] {
    try authority.require(.restorePost)
    guard let post else { throw .postNotFound }
    guard post.author != authority.id else { throw .ownPost }
    guard post.state == .hidden, let hiding = post.hiding else { throw .postNotHidden }
    let reason = try Reason(reason)
    return [
      PostRestored(replaces: hiding, author: authority.id, reason: reason.text).event(in: post.id.rawValue, cause: hiding)
    ]
  }

  /// The contents that can be erased one by one. Authors and purposes are not among them: what they said is needed to fold
  /// later events, and they go with the account.
  static let erasable: Set<String> = ["title", "body", "name", "reason", "speaker", "profile", "origin"]

  /// `stream` is that of the entry that has the content, nil where there is none; `isThere` whether it is still kept.
  static func erase(
    position: Position, name: String, ground: ErasureGround, reason: String, stream: Stream?, isThere: Bool,
    by authority: ActingAuthority
  ) throws(Rejection) -> [NewEvent] {
    try authority.require(.eraseContent)
    guard let stream, erasable.contains(name) else { throw .contentNotFound }
    guard isThere else { throw .alreadyErased }
    let reason = try Reason(reason)
    let erased = ContentErased(position: position, name: name, ground: ground, reason: reason.text, author: authority.id)
    return [
      NewEvent(
        stream: stream, type: ContentErased.type.rawValue, data: erased.data, contents: erased.contents, cause: position)
    ]
  }
}
