/// What rules need to know, loaded on the ledger's thread before they decide. One short statement each, by key.
struct Facts {
  let database: any Database
  let now: Instant

  init(database: any Database, now: Instant) {
    self.database = database
    self.now = now
  }

  init(_ context: LedgerContext) {
    database = context.database
    now = context.now
  }

  /// Nil where there is no such participant with a right to act.
  func person(_ id: ParticipantID, limit: Role) throws -> ActingPerson? {
    try database.row(
      """
      SELECT role, category, level, organisation, profession, consent, name, muted, suspended, links_held, posts, space_roles, restricted
      FROM participants
      WHERE id = $1 AND imported = 0
      """, [SQLValue(id)]
    ) { row in
      let speaker = Speaker(
        category: row.textOrNil(1).flatMap(StakeholderCategory.init(rawValue:)),
        level: row.textOrNil(2).flatMap(InstitutionLevel.init(rawValue:)), organisation: row.idOrNil(3),
        profession: row.textOrNil(4).flatMap(Profession.init(rawValue:)))
      return ActingPerson(
        id: id, role: min(Role(rawValue: row.text(0))!, limit), speaker: speaker, consent: row.intOrNil(5), name: row.int(6),
        restriction: Restriction(muted: row.intOrNil(7), suspended: row.intOrNil(8), now: now),
        areLinksHeld: row.intOrNil(9).map { $0 > now.microseconds } ?? false, posts: Int(row.int(10)),
        limit: limit, hasSpaceRoles: row.int(11) > 0,
        isRestricted: row.intOrNil(12) != nil)
    }
  }

  func profession(of id: ParticipantID) throws -> ProfessionFacts? {
    try database.row("SELECT profession, verified_profession FROM participants WHERE id = $1", [SQLValue(id)]) { row in
      ProfessionFacts(
        stated: row.textOrNil(0).flatMap(Profession.init(rawValue:)),
        verified: row.textOrNil(1).flatMap(Profession.init(rawValue:)))
    }
  }

  func role(of id: ParticipantID) throws -> Role? {
    try database.text("SELECT role FROM participants WHERE id = $1 AND imported = 0", [SQLValue(id)]).flatMap(
      Role.init(rawValue:))
  }

  func thread(_ id: ThreadID, withTitle: Bool = false) throws -> ThreadState? {
    var state = try database.row(
      """
      SELECT t.space, t.author, t.locked, t.title, t.slow, s.premoderation, s.newcomer_posts, (SELECT MAX(id) FROM rules),
        t.merged_into
      FROM threads t JOIN spaces s ON s.id = t.space WHERE t.id = $1
      """, [SQLValue(id)]
    ) { row in
      ThreadState(
        id: id, space: row.id(0), author: row.id(1), lock: row.intOrNil(2), slowSeconds: row.intOrNil(4).map { Int($0) },
        policy: SpacePolicy(row, at: 5), rules: row.intOrNil(7),
        title: row.int(3), merged: row.idOrNil(8))
    }
    if withTitle, let title = state?.title { state?.titleText = try text("title", at: title) }
    return state
  }

  func post(_ id: PostID, withBody: Bool = false) throws -> PostFacts? {
    var facts = try database.row(
      "SELECT thread, author, state, body, language, hidden, label FROM posts WHERE id = $1", [SQLValue(id)]
    ) { row in
      PostFacts(
        id: id, thread: row.id(0), author: row.id(1), state: PostState(rawValue: row.text(2))!, body: row.int(3),
        language: row.text(4), hiding: row.intOrNil(5), label: row.textOrNil(6).flatMap(PostLabel.init(rawValue:)))
    }
    if withBody, let body = facts?.body { facts?.bodyText = try text("body", at: body) }
    return facts
  }

  func parent(_ id: PostID?) throws -> ParentPost {
    guard let id else { return .none }
    return try post(id).map { .post($0) } ?? .missing
  }

  /// The position of a person's reaction that stands.
  func reaction(_ reaction: Reaction, to post: PostID, by person: ParticipantID) throws -> Position? {
    let given = try database.row(
      "SELECT agree, thanks, useful FROM reactions WHERE post = $1 AND participant = $2", [SQLValue(post), SQLValue(person)]
    ) { row in [row.intOrNil(0), row.intOrNil(1), row.intOrNil(2)] }
    return given?[Reaction.allCases.firstIndex(of: reaction)!]
  }

  func space(_ key: String) throws -> SpaceID? {
    try database.integer("SELECT id FROM spaces WHERE key = $1", [.text(key)]).map { SpaceID($0) }
  }

  func spaces() throws -> [String: SpaceID] {
    let rows = try database.rows("SELECT key, id FROM spaces", []) { row in (row.text(0), SpaceID(row.int(1))) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  func territoryExists(_ code: String) throws -> Bool {
    try database.integer("SELECT 1 FROM territories WHERE code = $1", [.text(code)]) != nil
  }

  /// Nil where there is no such organisation.
  func isVerified(_ id: OrganisationID) throws -> Bool? {
    try database.row("SELECT verified FROM organisations WHERE id = $1", [SQLValue(id)]) { $0.intOrNil(0) != nil }
  }

  func organisation(_ id: OrganisationID?) throws -> OrganisationChoice {
    guard let id else { return .none }
    let found = try database.row("SELECT category, level FROM organisations WHERE id = $1", [SQLValue(id)]) { row in
      let category = row.textOrNil(0).flatMap(StakeholderCategory.init(rawValue:))
      let level = row.textOrNil(1).flatMap(InstitutionLevel.init(rawValue:))
      return OrganisationChoice.organisation(id, category.map { OrganisationProfile(category: $0, level: level) })
    }
    return found ?? .unknown
  }

  func isEmailTaken(_ typed: String) throws -> Bool {
    guard let address = try? EmailAddress(typed) else { return false }
    return try database.integer("SELECT 1 FROM accounts WHERE email_folded = $1", [.text(address.folded)]) != nil
  }

  func hasAccount(_ id: ParticipantID) throws -> Bool {
    try database.integer("SELECT 1 FROM accounts WHERE participant = $1", [SQLValue(id)]) != nil
  }

  func setupCode(_ hash: [UInt8]?) throws -> SetupCode {
    guard let hash else { return .none }
    return try Reader(database: database).isSetupLinkValid(hash: hash, now: now) ? .valid : .invalid
  }

  /// The text of a content; nil when erased.
  func text(_ name: String, at position: Position) throws -> String? {
    try Contents.content(name, of: position, in: database)?.text
  }

  /// The position of the name that a person has, for comparing with the one they want.
  func name(of person: ActingPerson) throws -> String? { try text("name", at: person.name) }

  /// What the ledger knows of the things that a batch of an import names.
  func importing(_ items: [ImportItem], from source: String, next: Position) throws -> ImportRules.Facts {
    var facts = ImportRules.Facts()
    facts.next = next
    facts.spaces = try spaces()
    for item in items {
      switch item {
      case .participant(let participant): try find(.participant, participant.key, source, &facts)
      case .thread(let thread):
        try find(.thread, thread.key, source, &facts)
        try find(.participant, thread.author, source, &facts)
        if let code = thread.territory, try territoryExists(code) { facts.territories.insert(code) }
      case .post(let post):
        try find(.post, post.key, source, &facts)
        try find(.participant, post.author, source, &facts)
        try find(.thread, post.thread, source, &facts)
        if let parent = post.parent, let id = try find(.post, parent, source, &facts) {
          facts.threads[PostID(id)] =
            try database.integer("SELECT thread FROM posts WHERE id = $1", [.integer(id)]).map { ThreadID($0) }
        }
      }
    }
    return facts
  }

  @discardableResult
  private func find(
    _ kind: Origin.Kind, _ key: String, _ source: String, _ facts: inout ImportRules.Facts
  ) throws -> Position? {
    if let known = facts.known[kind]?[key] { return known }
    let id = try database.integer(
      "SELECT id FROM imported WHERE source = $1 AND kind = $2 AND key = $3", [.text(source), SQLValue(kind), .text(key)])
    if let id { facts.known[kind, default: [:]][key] = id }
    return id
  }
}
