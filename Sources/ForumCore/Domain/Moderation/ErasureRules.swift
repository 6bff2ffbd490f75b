/// The rules of erasure.
enum ErasureRules {
  /// The contents that can be erased one by one. Authors and purposes are not among them: what they said is needed to fold
  /// later events, and they go with the account.
  static let erasable: Set<String> = [
    "title", "body", "name", "reason", "speaker", "profile", "origin", "facts", "explanation", "contact", "text",
  ]

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

  /// What a decision that two took erases. What is somebody's own goes because they asked; the rest was never lawful to keep.
  static func erasures(
    of contents: [(position: Position, name: String, stream: Stream)], as ruling: Ruling, by author: ParticipantID
  ) -> [NewEvent] {
    contents.map { content in
      let erased = ContentErased(
        position: content.position, name: content.name, ground: ruling.ground == .privacy ? .request : .unlawful, reason: "",
        author: author)
      return NewEvent(
        stream: content.stream, type: ContentErased.type.rawValue, data: erased.data, contents: erased.contents,
        cause: content.position)
    }
  }
}
