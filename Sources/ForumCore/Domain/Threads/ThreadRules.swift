/// The rules of threads. Pure: facts in, events or a rejection out. `next` is the position the first event will get.
enum ThreadRules {
  /// A thread opens with its first post.
  static func open(
    _ command: NewThread, in space: SpaceID?, territoryExists: Bool, screen: Screen = .open, by person: ActingPerson,
    next: Position
  ) throws(Rejection) -> [NewEvent] {
    try person.require(.openThread)
    let title = try Title(command.title)
    let body = try PostBody(command.body)
    let language = try LanguageCode(command.language)
    guard let space else { throw .unknownSpace }
    guard territoryExists else { throw .unknownTerritory }
    if let why = screen.reason(to: body.text, title: title.text, by: person) {
      let held = PostHeld(
        thread: nil, space: space, kind: command.kind, territory: command.territory, language: language.text, why: why,
        author: person.id, title: title.text, body: body.text, speaker: person.speaker)
      return [held.event()]
    }
    let opened = ThreadOpened(
      space: space, kind: command.kind, territory: command.territory, language: language.text, title: title.text)
    let published = PostPublished(
      thread: ThreadID(next), parent: nil, language: language.text, body: body.text, speaker: person.speaker)
    return [opened.event(by: person.id, as: person.spokenFor), published.event(by: person.id, as: person.spokenFor, cause: next)]
  }

  /// Only its author gives a thread another title; the same title again is no event.
  static func retitle(_ typed: String, of thread: ThreadState?, by person: ActingPerson) throws(Rejection) -> [NewEvent] {
    guard let thread else { throw .threadNotFound }
    try person.require(.retitleOwnThread)
    try thread.requireStanding()
    guard thread.author == person.id else { throw .notYours }
    guard !thread.isLocked else { throw .threadLocked }
    let title = try Title(typed)
    guard title.text != thread.titleText else { return [] }
    return [ThreadRetitled(replaces: thread.title, title: title.text).event(in: thread.id.rawValue, by: person.id)]
  }
}
