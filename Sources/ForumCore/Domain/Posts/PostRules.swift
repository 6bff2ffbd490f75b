/// The rules of posts. Pure: facts in, events or a rejection out.
enum PostRules {
  /// A reply answers a published post of the same thread. A locked thread takes posts only from moderators; a slow one not so soon
  /// `after` the person's last.
  static func publish(
    body: String, language: String, in thread: ThreadState?, parent: ParentPost, after last: Instant? = nil,
    now: Instant = Instant(microseconds: 0), screen: Screen = .open, by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    guard let thread else { throw .threadNotFound }
    try person.require(.publishPost)
    try thread.requireStanding()
    if thread.isLocked && !Rights.allows(person.role, .publishInLockedThread) { throw .threadLocked }
    if let seconds = thread.slowSeconds, let last, now < last.adding(seconds: Int64(seconds)),
      !Rights.allows(person.role, .publishInLockedThread)
    {
      throw .slowMode(seconds: seconds)
    }
    var answered: PostID?
    switch parent {
    case .none: break
    case .missing: throw .parentNotInThread
    case .post(let post):
      guard post.thread == thread.id else { throw .parentNotInThread }
      guard post.state == .published else { throw .parentNotPublished }
      answered = post.id
    }
    let body = try PostBody(body)
    let language = try LanguageCode(language)
    if let why = screen.reason(to: body.text, by: person) {
      let held = PostHeld(
        thread: thread.id, parent: answered, language: language.text, why: why, author: person.id, body: body.text,
        speaker: person.speaker)
      return [held.event(cause: answered?.rawValue)]
    }
    let published = PostPublished(
      thread: thread.id, parent: answered, language: language.text, body: body.text, speaker: person.speaker)
    return [published.event(by: person.id, as: person.spokenFor, cause: answered?.rawValue)]
  }

  /// Its author edits a post, having seen the body that stands. The same text again is no event.
  static func edit(
    _ post: PostFacts?, in thread: ThreadState?, body: String, language: String?, replaces: Position?, screen: Screen = .open,
    by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    guard let post, let thread else { throw .postNotFound }
    try person.require(.editOwnPost)
    guard post.author == person.id else { throw .notYours }
    try post.requirePublished()
    if thread.isLocked && !Rights.allows(person.role, .publishInLockedThread) { throw .threadLocked }
    let body = try PostBody(body)
    let language = try language.map { (code) throws(Rejection) in try LanguageCode(code).text }
    let isSameLanguage = language == nil || language == post.language
    // Before the check of `replaces`: the same edit sent twice has been carried out.
    if body.text == post.bodyText && isSameLanguage { return [] }
    guard replaces == nil || replaces == post.body else { throw .editedMeanwhile(current: post.body) }
    // What would wait as a post does not come in by an edit.
    guard screen.reason(to: body.text, by: person) == nil else { throw .editWouldBeHeld }
    return [
      PostEdited(replaces: post.body, language: isSameLanguage ? nil : language, body: body.text)
        .event(in: post.id.rawValue, by: person.id)
    ]
  }

  /// Its author takes a post back, in a locked thread too: nobody is held to words against their will; or who wrote it down does, for an
  /// author who has no account. Twice is once.
  static func withdraw(
    _ post: PostFacts?, forItsAuthor isAssistant: Bool = false, by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    guard let post else { throw .postNotFound }
    try person.require(.withdrawOwnPost)
    guard post.author == person.id || isAssistant else { throw .notYours }
    switch post.state {
    case .withdrawn: return []
    case .hidden: throw .postHidden
    case .removed: throw .postRemoved
    case .restricted: preconditionFailure("never stored with a post")
    case .published: return [PostWithdrawn(replaces: post.body).event(in: post.id.rawValue, by: person.id)]
    }
  }

  /// One of each reaction per person and post, none on one's own. `given` is the position of this person's reaction that
  /// stands; giving again or taking back what is not there is no event.
  static func react(
    _ reaction: Reaction, isOn: Bool, to post: PostFacts?, given: Position?, by person: ActingPerson
  ) throws(Rejection) -> [NewEvent] {
    guard let post else { throw .postNotFound }
    try person.require(.react)
    guard post.author != person.id else { throw .ownPost }
    try post.requirePublished()
    switch (isOn, given) {
    case (true, nil): return [ReactionGiven(reaction).event(in: post.id.rawValue, by: person.id)]
    case (false, let given?):
      return [ReactionWithdrawn(replaces: given).event(in: post.id.rawValue, by: person.id, cause: given)]
    default: return []
    }
  }
}

/// What a new post answers, as the ledger finds it.
enum ParentPost: Sendable, Equatable {
  /// It answers the thread.
  case none
  case missing
  case post(PostFacts)
}
