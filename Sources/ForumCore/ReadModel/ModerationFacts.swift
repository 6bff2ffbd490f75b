/// What the rules of moderation need to know, loaded on the ledger's thread before they decide.
extension Facts {
  /// What a notice or decision is about; `person` is nil where there is no such thing.
  func subject(_ subject: ModerationSubject) throws -> SubjectFacts {
    var facts = SubjectFacts()
    switch subject {
    case .post(let id):
      facts.post = try post(id)
      if facts.post == nil { facts.held = try held(id) }
      facts.person = facts.post?.author ?? facts.held?.author
      facts.decision = try decision(
        on: facts.held == nil ? "SELECT decision FROM posts WHERE id = $1" : "SELECT decision FROM held_posts WHERE id = $1", id)
      facts.matter = try matter("SELECT id FROM matters WHERE post = $1 AND decision IS NULL", id)
    case .thread(let id):
      facts.thread = try thread(id)
      facts.person = facts.thread?.author
      facts.decision = try decision(on: "SELECT decision FROM threads WHERE id = $1", id)
      facts.matter = try matter("SELECT id FROM matters WHERE thread = $1 AND decision IS NULL", id)
    case .participant(let id):
      if let role = try role(of: id) {
        facts.person = id
        facts.role = role
      }
      facts.matter = try matter("SELECT id FROM matters WHERE participant = $1 AND decision IS NULL", id)
    }
    if let matter = facts.matter {
      facts.notifiers = Set(
        try database.rows("SELECT author FROM notices WHERE matter = $1 AND author IS NOT NULL", [SQLValue(matter)]) { row in
          row.id(0)
        })
    }
    return facts
  }

  /// The space that something stands in; nil for a person.
  func space(of facts: SubjectFacts) throws -> SpaceID? {
    if let thread = facts.thread { return thread.space }
    guard let id = facts.post?.thread ?? facts.held?.thread else { return facts.held?.space }
    return try thread(id)?.space
  }

  private func decision(on statement: SQL, _ id: some Identifier) throws -> DecisionID? {
    try database.row(statement, [SQLValue(id)]) { row in row.idOrNil(0) } ?? nil
  }

  private func matter(_ statement: SQL, _ id: some Identifier) throws -> MatterID? {
    try database.integer(statement, [SQLValue(id)]).map { MatterID($0) }
  }

  func decision(_ id: DecisionID?) throws -> DecisionFacts? {
    guard let id else { return nil }
    return try database.row(
      """
      SELECT measure, basis, ground, terms, source, matter, about, post, thread, space, participant, author, second, at, until,
        label, seconds, language, state FROM decisions WHERE id = $1
      """, [SQLValue(id)]
    ) { row in
      let kind = ModerationSubject.Kind(rawValue: row.text(6))!
      let person: ParticipantID? = row.idOrNil(10)
      var ruling = Ruling(
        measure: Measure(rawValue: row.text(0))!, basis: DecisionBasis(rawValue: row.text(1))!,
        ground: Ground(rawValue: row.text(2))!, terms: row.intOrNil(3), source: DecisionSource(rawValue: row.text(4))!,
        matter: row.idOrNil(5), about: .participant(person ?? ParticipantID(0)), subject: person, until: row.instantOrNil(14),
        label: row.textOrNil(15).flatMap(PostLabel.init(rawValue:)), space: row.idOrNil(9),
        seconds: row.intOrNil(16).map { Int($0) },
        language: row.text(17), facts: "", explanation: "")
      ruling.kind = kind
      ruling.post = row.idOrNil(7)
      ruling.thread = row.idOrNil(8)
      return DecisionFacts(
        id: id, ruling: ruling, state: DecisionState(rawValue: row.text(18))!, author: row.idOrNil(11), second: row.idOrNil(12),
        at: row.instant(13))
    }
  }

  /// What a decision is about, as it stands now. Where a person's content was erased, nothing.
  func subject(of decision: DecisionFacts?) throws -> SubjectFacts {
    guard let decision, let about = decision.ruling.about else { return SubjectFacts() }
    return try subject(about)
  }

  func appeal(_ id: AppealID) throws -> AppealFacts? {
    let row = try database.row("SELECT decision, author, outcome FROM appeals WHERE id = $1", [SQLValue(id)]) { row in
      (decision: row.id(0) as DecisionID, author: row.idOrNil(1) as ParticipantID?, outcome: row.textOrNil(2))
    }
    guard let row, let decision = try decision(row.decision) else { return nil }
    return AppealFacts(id: id, decision: decision, author: row.author, isDecided: row.outcome != nil)
  }

  func standing(of person: ParticipantID, towards id: DecisionID) throws -> AppealRules.Standing {
    AppealRules.Standing(
      isNotifier: try database.integer(
        "SELECT 1 FROM notices WHERE author = $1 AND decision = $2 LIMIT 1", [SQLValue(person), SQLValue(id)]) != nil,
      toldAt: try database.integer(
        "SELECT at FROM told WHERE decision = $1 AND participant = $2", [SQLValue(id), SQLValue(person)]
      )
      .map { Instant(microseconds: $0) },
      hasAppealed: try database.integer(
        "SELECT 1 FROM appeals WHERE decision = $1 AND author = $2 LIMIT 1", [SQLValue(id), SQLValue(person)]) != nil)
  }

  func hasOpenNotice(_ person: ParticipantID?, in matter: MatterID?) throws -> Bool {
    guard let person, let matter else { return false }
    return try database.integer(
      "SELECT 1 FROM notices WHERE matter = $1 AND author = $2 LIMIT 1", [SQLValue(matter), SQLValue(person)]) != nil
  }

  /// The edition of the terms in force: its position and its number.
  func terms() throws -> (position: Position, number: Int)? {
    try database.row("SELECT id, number FROM terms ORDER BY id DESC LIMIT 1", []) { row in (row.int(0), Int(row.int(1))) }
  }

  /// Who holds a matter now; nil where nobody does.
  func claimant(of matter: MatterID) throws -> ParticipantID? {
    try database.integer(
      "SELECT moderator FROM claims WHERE matter = $1 AND expires_at > $2", [SQLValue(matter), SQLValue(now)]
    ).map { ParticipantID($0) }
  }

  func isMatterOpen(_ matter: MatterID) throws -> Bool? {
    try database.row("SELECT decision FROM matters WHERE id = $1", [SQLValue(matter)]) { $0.intOrNil(0) == nil }
  }

  /// When a person last posted in a thread.
  func lastPost(of person: ParticipantID, in thread: ThreadID) throws -> Instant? {
    try database.integer(
      "SELECT MAX(published_at) FROM posts WHERE author = $1 AND thread = $2", [SQLValue(person), SQLValue(thread)]
    ).map { Instant(microseconds: $0) }
  }
}
