/// A post that waits, or waited, as rules need it.
struct HeldFacts: Sendable, Equatable {
  var id: PostID
  var author: ParticipantID
  /// Nil where it would open a thread.
  var thread: ThreadID?
  var parent: PostID?
  var space: SpaceID?
  var kind: ThreadKind?
  var territory: String?
  /// For whom its author spoke, where their mandate stood then.
  var spokenFor: OrganisationID?
  var language: String
  var state: HeldState
  /// Nil when erased.
  var title: String?
  var body: String?
  var speaker: Speaker

  /// Its author takes it back while it waits: what they wrote goes with it, for nobody has answered it.
  func withdraw(
    _ contents: [(position: Position, name: String, stream: Stream)], by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    try person.require(.withdrawOwnPost)
    guard author == person.id else { throw .postNotFound }
    switch state {
    case .withdrawn: return []
    case .held: break
    case .refused, .released: throw .alreadyDecided
    }
    return [PostHeldWithdrawn(author: person.id).event(in: id.rawValue)] + OwnErasureRules.erasures(of: contents, at: person.id)
  }

  /// The events by which it appears, as its author's word; `next` is the position the first of them gets.
  func release(next: Position, cause: Position) throws(Rejection) -> [NewEvent] {
    guard let body else { throw .postNotFound }
    var events: [NewEvent] = []
    var place = thread
    if place == nil {
      guard let space, let kind, let title, !title.isEmpty else { throw .threadNotFound }
      events.append(
        ThreadOpened(space: space, kind: kind, territory: territory, language: language, title: title)
          .event(by: author, as: spokenFor, cause: cause))
      place = ThreadID(next)
    }
    let released = PostReleased(thread: place!, parent: parent, language: language, body: body, speaker: speaker)
    return events + [released.event(in: id.rawValue, by: author, as: spokenFor, cause: cause)]
  }
}

/// Where a post that waited stands.
public enum HeldState: String, Sendable, CaseIterable {
  case held, released, refused
  /// By its author, while it waited.
  case withdrawn
}
