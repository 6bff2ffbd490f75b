/// The rules of moderators' decisions. Pure: facts in, events or a rejection out. `next` is the position the first event will get.
enum DecisionRules {
  /// What all decisions stand in.
  struct Setting: Sendable {
    /// The terms in force.
    var terms: Position?
    /// Where a thread would move to.
    var space: SpaceID?
    /// What would move to another thread, for `split` and `merge`.
    var rearrangement: Rearrangement?
    /// The decision that would be lifted.
    var replaced: DecisionFacts?
    var now: Instant
    var next: Position
  }

  static func decide(
    _ new: NewDecision, on facts: SubjectFacts, in setting: Setting, by moderator: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    try moderator.require(.decide)
    guard let person = facts.person else { throw NoticeRules.missing(new.subject) }
    guard new.measure.suits(new.subject) else { throw .measureUnsuitable }
    let isAboutHeld = facts.held != nil
    guard isAboutHeld == [.publish, .refuse].contains(new.measure) || (isAboutHeld && new.measure == .lift) else {
      throw .measureUnsuitable
    }
    // Integrity: nobody judges themselves, nor what they told of themselves.
    guard person != moderator.id else { throw .ownMatter }
    guard new.measure == .lift || !facts.notifiers.contains(moderator.id) else { throw .ownMatter }
    // Nobody restricts who is above them.
    guard new.subject.participant == nil || facts.role <= moderator.role else { throw .notAllowed }
    if new.measure == .none && facts.matter == nil { throw .nothingToDecide }
    let ruling = try ruling(new, on: facts, in: setting)
    let isProposal = needsFourEyes(ruling)
    if isProposal {
      return [DecisionProposed(ruling, author: moderator.id).event(cause: ruling.matter?.rawValue)]
    }
    let effects =
      switch new.measure {
      case .split, .merge:
        try RearrangingRules.effects(of: new, on: setting.rearrangement, id: DecisionID(setting.next), by: moderator.id)
      default:
        try effects(of: ruling, on: facts, replaced: setting.replaced, id: DecisionID(setting.next), by: moderator.id)
      }
    return [DecisionTaken(ruling, author: moderator.id).event(cause: ruling.matter?.rawValue)] + effects
  }

  /// To suspend somebody for good takes two, and to erase what somebody said.
  static func needsFourEyes(_ ruling: Ruling) -> Bool {
    ruling.measure == .erase || (ruling.measure == .suspend && ruling.until == nil)
  }

  private static func ruling(
    _ new: NewDecision, on facts: SubjectFacts, in setting: Setting
  ) throws(Rejection) -> Ruling {
    let text = try LongText(new.facts, field: "facts", limit: Limits.facts)
    let explanation = try LongText(
      new.explanation, field: "explanation", limit: Limits.reason, isRequired: new.measure.isRestriction || new.measure == .warn)
    let language = try LanguageCode(new.language)
    var until: Instant?
    if new.measure.hasDays, let days = new.days {
      guard (1...Limits.sanctionDays).contains(days) else { throw .daysInvalid(limit: Limits.sanctionDays) }
      until = setting.now.adding(seconds: Int64(days) * 86_400)
    }
    // Only what takes two moderators lasts for good.
    if new.measure.hasDays, until == nil, new.measure != .suspend { throw .daysInvalid(limit: Limits.sanctionDays) }
    var seconds: Int?
    if new.measure == .slow {
      guard let given = new.seconds, (1...Limits.slowSeconds).contains(given) else {
        throw .secondsInvalid(limit: Limits.slowSeconds)
      }
      seconds = given
    }
    if new.measure == .label, new.label == nil { throw .fieldEmpty("label") }
    if new.measure == .move {
      guard let space = setting.space else { throw .unknownSpace }
      guard space != facts.thread?.space else { throw .nothingToDecide }
    }
    let replaces = new.measure == .lift ? (new.subject.participant == nil ? facts.decision : setting.replaced?.id) : nil
    return Ruling(
      measure: new.measure, basis: new.basis, ground: new.ground, terms: setting.terms,
      source: facts.matter == nil ? .ownInitiative : .notice, matter: facts.matter, about: new.subject, subject: facts.person,
      until: until, label: new.measure == .label ? new.label : nil, space: new.measure == .move ? setting.space : nil,
      seconds: seconds, replaces: replaces, language: language.text, facts: text.text, explanation: explanation.text)
  }

  /// What a decision does to what it is about. Who is warned, muted or suspended is told by the decision alone: nothing else about a
  /// person stands in the log.
  static func effects(
    of ruling: Ruling, on facts: SubjectFacts, replaced: DecisionFacts?, id: DecisionID, by author: ParticipantID?
  ) throws(Rejection) -> [NewEvent] {
    let reason = ruling.facts ?? ""
    let cause = id.rawValue
    switch ruling.measure {
    // Splitting and merging is done by who decides it, at once.
    case .none, .warn, .mute, .suspend, .limitLinks, .split, .merge: return []
    case .publish, .refuse:
      guard let held = facts.held else { throw .postNotFound }
      guard held.state == .held else { throw .alreadyDecided }
      if ruling.measure == .publish { return try held.release(next: cause + 1, cause: cause) }
      return [PostRefused(author: author).event(in: held.id.rawValue, cause: cause)]
    case .erase:
      // The place is marked; `settle` erases what stood there.
      guard let post = facts.post else { throw .postNotFound }
      // What is marked already is counted as heard no more.
      guard post.state == .published else { return [] }
      return [PostRemoved(replaces: post.body, author: author, reason: reason).event(in: post.id.rawValue, cause: cause)]
    case .hide, .remove, .label:
      guard let post = facts.post else { throw .postNotFound }
      try post.requirePublished()
      let stream = post.id.rawValue
      switch ruling.measure {
      case .hide: return [PostHidden(replaces: post.body, author: author, reason: reason).event(in: stream, cause: cause)]
      case .remove: return [PostRemoved(replaces: post.body, author: author, reason: reason).event(in: stream, cause: cause)]
      default: return [PostLabelled(label: ruling.label, author: author).event(in: stream, cause: cause)]
      }
    case .lock, .move, .slow:
      guard let thread = facts.thread else { throw .threadNotFound }
      try thread.requireStanding()
      let stream = thread.id.rawValue
      switch ruling.measure {
      case .lock:
        guard !thread.isLocked else { throw .threadLocked }
        return [ThreadLocked(author: author, reason: reason).event(in: stream, cause: cause)]
      case .move:
        guard let space = ruling.space else { throw .unknownSpace }
        return [ThreadMoved(space: space, author: author, reason: reason).event(in: stream, cause: cause)]
      default: return [ThreadSlowed(seconds: ruling.seconds ?? 0, author: author).event(in: stream, cause: cause)]
      }
    case .lift:
      let undone = try undoing(facts, reason: reason, next: cause + 1, cause: cause, by: author)
      if ruling.kind == .participant {
        guard let replaced, replaced.state == .standing, replaced.ruling.kind == .participant,
          replaced.ruling.subject == ruling.subject, replaced.ruling.measure.hasDays || replaced.ruling.measure == .warn
        else { throw .nothingToLift }
      } else if undone.isEmpty {
        throw .nothingToLift
      }
      return undone
    }
  }

  /// Takes back what stands on a post or thread.
  /// `next` is the position the first event will get.
  static func undoing(
    _ facts: SubjectFacts, reason: String, next: Position, cause: Position, by author: ParticipantID?
  ) throws(Rejection) -> [NewEvent] {
    if let held = facts.held { return held.state == .refused ? try held.release(next: next, cause: cause) : [] }
    var events: [NewEvent] = []
    if let post = facts.post {
      if let hiding = post.hiding {
        events.append(PostRestored(replaces: hiding, author: author, reason: reason).event(in: post.id.rawValue, cause: cause))
      }
      if post.label != nil { events.append(PostLabelled(label: nil, author: author).event(in: post.id.rawValue, cause: cause)) }
    } else if let thread = facts.thread {
      if let lock = thread.lock {
        events.append(ThreadUnlocked(replaces: lock, author: author, reason: reason).event(in: thread.id.rawValue, cause: cause))
      }
      if thread.slowSeconds != nil {
        events.append(ThreadSlowed(seconds: 0, author: author).event(in: thread.id.rawValue, cause: cause))
      }
    }
    return events
  }

  /// A second moderator agrees with what was proposed, or does not.
  /// What is erased is said by `bodies`: its erasing needs the right to.
  static func settle(
    _ decision: DecisionFacts?, agrees: Bool, reason: String, on facts: SubjectFacts,
    bodies: [(position: Position, name: String, stream: Stream)] = [], by moderator: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    try moderator.require(.decide)
    guard let decision else { throw .decisionNotFound }
    guard decision.state == .proposed else { throw .alreadyDecided }
    guard decision.author != moderator.id, decision.ruling.subject != moderator.id else { throw .anotherModerator }
    let stream = decision.id.rawValue
    guard agrees else {
      let reason = try Reason(reason)
      return [DecisionDeclined(author: moderator.id, reason: reason.text).event(in: stream)]
    }
    guard facts.person != nil else { throw .participantNotFound }
    var effects = try effects(of: decision.ruling, on: facts, replaced: nil, id: decision.id, by: moderator.id)
    if decision.ruling.measure == .erase {
      try moderator.require(.eraseContent)
      guard bodies.count <= Limits.erasedVersions else { throw .tooManyAtOnce(limit: Limits.erasedVersions) }
      effects += ErasureRules.erasures(of: bodies, as: decision.ruling, by: moderator.id)
    }
    return [DecisionConfirmed(author: moderator.id).event(in: stream)] + effects
  }
}
