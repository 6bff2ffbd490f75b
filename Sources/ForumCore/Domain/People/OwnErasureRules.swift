/// The rules of a person's own erasure (GDPR 17): contents first, some at a time, then the account. What was done stays done when it is
/// interrupted, and asking again goes on.
enum OwnErasureRules {
  /// One batch. `contents` are those of the person that are still there, at most `Limits.erasureBatch`; none is left when the account goes.
  static func erase(
    _ contents: [(position: Position, name: String, stream: Stream)], withWords: Bool, mandates: [MandateID],
    isLastAdministrator: Bool, hasAccount: Bool, of person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    guard hasAccount else { throw .notAllowed }
    guard !isLastAdministrator else { throw .lastAdministrator }
    guard contents.isEmpty else { return erasures(of: contents, at: person.id) }
    return mandates.map { MandateEnded().event(in: $0.rawValue, by: person.id) }
      + [ParticipantErased(withWords: withWords, author: person.id).event(in: person.id.rawValue)]
  }

  /// Contents that go because their person asked.
  static func erasures(
    of contents: [(position: Position, name: String, stream: Stream)], at person: ParticipantID
  ) -> [NewEvent] {
    contents.map { content in
      let erased = ContentErased(
        position: content.position, name: content.name, ground: .request, reason: "", author: person)
      return NewEvent(
        stream: content.stream, type: ContentErased.type.rawValue, data: erased.data, contents: erased.contents,
        cause: content.position)
    }
  }
}
