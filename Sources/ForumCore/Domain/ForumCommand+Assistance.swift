/// Writing down what somebody without an account says.
extension ForumCommand {
  func publish(_ new: NewAssistedPost, _ facts: Facts, _ next: Position) throws -> Decision {
    let thread = try facts.thread(new.thread)
    let assistant = try facts.acting(person(facts), in: thread?.space)
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
    let last = thread?.slowSeconds == nil ? nil : try facts.lastPost(of: author.id, in: new.thread)
    let written = try AssistanceRules.publish(
      new, for: person, in: thread, parent: facts.parent(new.parent), after: last, now: facts.now,
      screen: facts.screen(thread?.policy ?? .open, rules: thread?.rules, for: author), next: next, by: assistant)
    let isHeld = written.events.contains { $0.type == PostHeld.type.rawValue }
    return Decision(written.events, answer: [written.post, written.person.rawValue, isHeld ? 1 : 0])
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
