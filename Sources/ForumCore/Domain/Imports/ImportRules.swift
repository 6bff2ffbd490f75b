/// The rules of importing. What is there already under its key is passed over; an item that cannot be taken refuses its batch,
/// naming its place, so that the importer can report it, leave it out and send the others again.
enum ImportRules {
  /// What the ledger knows of the things that a batch names.
  struct Facts: Equatable {
    /// Things imported before, by kind and key.
    var known: [Origin.Kind: [String: Position]] = [:]
    /// The thread of each known post.
    var threads: [PostID: ThreadID] = [:]
    var spaces: [String: SpaceID] = [:]
    var territories: Set<String> = []
    var next: Position = 1
  }

  static func decide(
    source: String, items: [ImportItem], facts: Facts, by authority: ActingAuthority
  ) throws(Rejection) -> [NewEvent] {
    try authority.require(.runImport)
    guard items.count <= Limits.importBatch else { throw .importTooLarge(limit: Limits.importBatch) }
    var batch = Batch(source: source, facts: facts)
    for (index, item) in items.enumerated() {
      do throws(Rejection) {
        switch item {
        case .participant(let participant): try batch.add(participant)
        case .thread(let thread): try batch.add(thread)
        case .post(let post): try batch.add(post)
        }
      } catch {
        throw .importItem(index: index, error)
      }
    }
    return batch.events
  }

  static func complete(
    source: String, counts: ImportCounts, by authority: ActingAuthority
  ) throws(Rejection) -> [NewEvent] {
    try authority.require(.runImport)
    guard !counts.isEmpty else { return [] }
    return [ImportCompleted(source: source, counts: counts).event()]
  }

  /// A batch as it grows: later items may name earlier ones.
  private struct Batch {
    let source: String
    var facts: Facts
    var events: [NewEvent] = []

    var next: Position { facts.next + Position(events.count) }

    /// Nobody brought in from elsewhere has consented here to be shown as of a community.
    private func check(_ speaker: Speaker) throws(Rejection) {
      if speaker.category == .community { throw .consentRequired }
      if speaker.category == .mixed || (speaker.level != nil && speaker.category != .institution) { throw .speakerInvalid }
    }

    mutating func add(_ participant: ImportedParticipant) throws(Rejection) {
      guard facts.known[.participant]?[participant.key] == nil else { return }
      // What cannot be seen is left behind: nobody is there to type it again.
      let name = try DisplayName(participant.name.withoutHidden)
      facts.known[.participant, default: [:]][participant.key] = next
      let origin = Origin(source: source, kind: .participant, key: participant.key)
      events.append(ParticipantImported(name: name.text, origin: origin).event())
    }

    mutating func add(_ thread: ImportedThread) throws(Rejection) {
      guard facts.known[.thread]?[thread.key] == nil else { return }
      guard let author = facts.known[.participant]?[thread.author] else { throw .participantNotFound }
      guard let space = facts.spaces[thread.space] else { throw .unknownSpace }
      if let territory = thread.territory, !facts.territories.contains(territory) { throw .unknownTerritory }
      try check(thread.speaker)
      let title = try Title(thread.title.withoutHidden)
      let body = try PostBody(imported: thread.body)
      let language = try LanguageCode(thread.language)
      let id = ThreadID(next)
      let opened = ThreadOpened(
        space: space, kind: thread.kind, territory: thread.territory, language: language.text, title: title.text,
        originallyAt: thread.originallyAt, supports: thread.supports,
        origin: Origin(source: source, kind: .thread, key: thread.key))
      events.append(opened.event(by: ParticipantID(author)))
      let published = PostPublished(
        thread: id, parent: nil, language: language.text, body: body.text, speaker: thread.speaker,
        originallyAt: thread.originallyAt)
      events.append(published.event(by: ParticipantID(author), cause: id.rawValue))
      facts.known[.thread, default: [:]][thread.key] = id.rawValue
    }

    mutating func add(_ post: ImportedPost) throws(Rejection) {
      guard facts.known[.post]?[post.key] == nil else { return }
      guard let author = facts.known[.participant]?[post.author] else { throw .participantNotFound }
      guard let thread = facts.known[.thread]?[post.thread].map({ ThreadID($0) }) else { throw .threadNotFound }
      var parent: PostID?
      if let key = post.parent {
        guard let known = facts.known[.post]?[key].map({ PostID($0) }), facts.threads[known] == thread else {
          throw .parentNotInThread
        }
        parent = known
      }
      try check(post.speaker)
      let body = try PostBody(imported: post.body)
      let language = try LanguageCode(post.language)
      let id = PostID(next)
      let published = PostPublished(
        thread: thread, parent: parent, language: language.text, body: body.text, speaker: post.speaker,
        originallyAt: post.originallyAt, isOrphan: post.isOrphan, votes: post.votes,
        origin: Origin(source: source, kind: .post, key: post.key))
      events.append(published.event(by: ParticipantID(author), cause: parent?.rawValue))
      facts.known[.post, default: [:]][post.key] = id.rawValue
      facts.threads[id] = thread
    }
  }
}
