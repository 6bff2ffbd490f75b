/// The rules of writing down what somebody without an account says. Pure.
enum AssistanceRules {
  /// For whom a facilitator writes, as the ledger finds them.
  enum Person: Sendable, Equatable {
    case new(name: String, SpeakerChoice)
    case known(ActingPerson)
  }

  /// The events of the person, where they are new, of the post, and of how it came about; and where the post stands among them.
  struct Written: Equatable {
    var events: [NewEvent]
    var person: ParticipantID
    var post: Position
    /// The thread that it opens; nil where it answers, and where it waits.
    var thread: Position?
  }

  /// Where it goes, as the ledger finds it.
  enum Place: Sendable, Equatable {
    case thread(ThreadState?, parent: ParentPost, after: Instant?)
    case opening(NewThread, space: SpaceID?, territoryExists: Bool)
  }

  /// What the person says is judged as if they had written it; who writes it down must be free to write, too.
  static func publish(
    _ new: NewAssistedPost, for person: Person, at place: Place, now: Instant, screen: Screen, next: Position,
    by assistant: ActingPerson
  ) throws(Rejection) -> Written {
    try assistant.require(.assist)
    let consent = try LongText(new.consent, field: "how", limit: Limits.reason)
    var events: [NewEvent] = []
    var author: ActingPerson
    switch person {
    case .known(let known): author = known
    case .new(let name, let choice):
      author = ActingPerson(id: ParticipantID(next))
      events = [try PeopleRules.join(name: name, language: new.language, next: next)]
      events += try PeopleRules.state(choice, organisation: .none, by: author, next: next + 1)
      author.speaker = Speaker(category: choice.category, profession: choice.profession)
    }
    let start = next + Position(events.count)
    let said: [NewEvent]
    switch place {
    case .thread(let thread, let parent, let last):
      said = try PostRules.publish(
        body: new.body, language: new.language, in: thread, parent: parent, after: last, now: now, screen: screen,
        by: author)
    case .opening(let thread, let space, let exists):
      said = try ThreadRules.open(
        thread, in: space, territoryExists: exists, screen: screen, by: author, next: start)
    }
    // A thread comes before its first post; what waits has none yet.
    let post = start + Position(said.count - 1)
    events += said + [PostAssisted(consent: consent.text).event(in: post, by: assistant.id, cause: post)]
    return Written(events: events, person: author.id, post: post, thread: said.count > 1 ? start : nil)
  }
}
