/// Commands that put words before others, change them, take them back, or answer them by a press.
extension ForumCommand {
  func posting(_ facts: Facts, _ next: Position) throws -> Decision {
    switch command {
    case .openThread(let thread):
      let exists = try thread.territory.map { try facts.territoryExists($0) } ?? true
      let place = try facts.place(thread.space)
      let person = try facts.acting(facts.speaking(person(facts), for: thread.spokenFor), in: place?.id)
      let screen = try facts.screen(place?.policy ?? .open, rules: place?.rules, for: person)
      let events = try ThreadRules.open(
        thread, in: place?.id, territoryExists: exists, screen: screen, by: person, next: next)
      // What waits has no thread yet.
      return Decision(events, answer: events.count > 1 ? [next, next + 1] : [next])
    case .retitleThread(let id, let title):
      return Decision(try ThreadRules.retitle(title, of: facts.thread(id, withTitle: true), by: person(facts)))

    case .publishPost(let thread, let parent, let body, let language, let organisation):
      let state = try facts.thread(thread)
      let person = try facts.acting(facts.speaking(person(facts), for: organisation), in: state?.space)
      let last = state?.slowSeconds == nil ? nil : try facts.lastPost(of: person.id, in: thread)
      let events = try PostRules.publish(
        body: body, language: language, in: state, parent: facts.parent(parent), after: last, now: facts.now,
        screen: facts.screen(state?.policy ?? .open, rules: state?.rules, for: person), by: person)
      // A zero behind the identifier says that it waits.
      let isHeld = events.first?.type == PostHeld.type.rawValue
      return Decision(events, answer: isHeld ? [next, 0] : [next])
    case .editPost(let id, let body, let language, let replaces):
      let post = try facts.post(id, withBody: true)
      let thread = try post.flatMap { try facts.thread($0.thread) }
      let person = try facts.acting(person(facts), in: thread?.space)
      let events = try PostRules.edit(
        post, in: thread, body: body, language: language, replaces: replaces,
        screen: facts.screen(thread?.policy ?? .open, rules: thread?.rules, for: person), by: person)
      // The position of the body that stands now, whether this edit made it or it stood already.
      return Decision(events, answer: [events.isEmpty ? post!.body : next])
    case .withdrawPost(let id):
      let person = try person(facts)
      if let held = try facts.held(id) { return try withdraw(held, by: person, facts) }
      return Decision(
        try PostRules.withdraw(facts.post(id), forItsAuthor: facts.isAssistant(person.id, of: id), by: person))
    case .react(let id, let reaction, let isOn):
      let person = try person(facts)
      let given = try facts.reaction(reaction, to: id, by: person.id)
      return Decision(try PostRules.react(reaction, isOn: isOn, to: facts.post(id), given: given, by: person))
    default: preconditionFailure("not about threads and posts")
    }
  }

  private func withdraw(_ held: HeldFacts, by person: ActingPerson, _ facts: Facts) throws -> Decision {
    let contents = try facts.heldContents(of: held.id)
    let events = try held.withdraw(contents, by: person)
    return Decision(
      events,
      record: { context in
        guard !events.isEmpty else { return }
        for content in contents { try Contents.erase(content.name, of: content.position, in: context.database) }
      })
  }
}
