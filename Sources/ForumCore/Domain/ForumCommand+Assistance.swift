/// Writing down what somebody without an account says.
extension ForumCommand {
  func publish(_ new: NewAssistedPost, _ facts: Facts, _ next: Position) throws -> Decision {
    let thread: ThreadState?
    let opened: PlaceFacts?
    switch new.place {
    case .thread(let id, _): (thread, opened) = (try facts.thread(id), nil)
    case .opening(let space, _, _, _): (thread, opened) = (nil, try facts.place(space))
    }
    let assistant = try facts.acting(person(facts), in: thread?.space ?? opened?.id)
    try assistant.require(.assist)
    let person: AssistanceRules.Person
    let author: ActingPerson
    switch new.person {
    case .new(let name, let isCommunity):
      person = .new(name: name, SpeakerChoice(category: isCommunity ? .community : nil, consent: isCommunity))
      author = ActingPerson(id: ParticipantID(next))
    case .known(let id):
      let known = try assisted(id, by: assistant, facts)
      (person, author) = (.known(known), known)
    }
    let written = try AssistanceRules.publish(
      new, for: person, at: place(of: new, in: thread, opened, author, facts), now: facts.now,
      screen: facts.screen(thread?.policy ?? opened?.policy ?? .open, rules: thread?.rules ?? opened?.rules, for: author),
      next: next, by: assistant)
    let isHeld = written.events.contains { $0.type == PostHeld.type.rawValue }
    return Decision(
      written.events, answer: [written.post, written.person.rawValue, isHeld ? 1 : 0, written.thread ?? 0])
  }

  private func place(
    of new: NewAssistedPost, in thread: ThreadState?, _ opened: PlaceFacts?, _ author: ActingPerson, _ facts: Facts
  ) throws -> AssistanceRules.Place {
    switch new.place {
    case .thread(let id, let parent):
      let last = thread?.slowSeconds == nil ? nil : try facts.lastPost(of: author.id, in: id)
      return .thread(thread, parent: try facts.parent(parent), after: last)
    case .opening(let space, let kind, let territory, let title):
      return .opening(
        NewThread(
          space: space, kind: kind, territory: territory, title: title, body: new.body, language: new.language),
        space: opened?.id, territoryExists: try territory.map { try facts.territoryExists($0) } ?? true)
    }
  }

  /// Somebody for whom the actor wrote before, and who has no account.
  func assisted(_ id: ParticipantID, by assistant: ActingPerson, _ facts: Facts) throws -> ActingPerson {
    try assistant.require(.assist)
    guard try facts.assists(assistant.id, id), let person = try facts.person(id, limit: .participant) else {
      throw Rejection.personNotAssisted
    }
    return person
  }
}
