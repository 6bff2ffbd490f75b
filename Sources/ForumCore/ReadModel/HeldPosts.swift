extension Change {
  /// It opens a matter of its own: there is nothing else about it yet.
  func apply(_ event: PostHeld) throws {
    try database.run(
      """
      INSERT INTO held_posts (id, thread, space, kind, territory, parent, author, at, why, language, state)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'held')
      """,
      [
        .integer(position), SQLValue(event.thread), SQLValue(event.space), SQLValue(event.kind), SQLValue(event.territory),
        SQLValue(event.parent), SQLValue(event.author), SQLValue(entry.at), SQLValue(event.why), .text(event.language),
      ])
    try database.run(
      """
      INSERT INTO matters (id, about, post, space, ground, urgent, score, notices, opened_at, latest_at)
      VALUES ($1, 'post', $1, COALESCE($2, (SELECT space FROM threads WHERE id = $3)), 'other', 0, 1, 0, $4, $4)
      """, [.integer(position), SQLValue(event.space), SQLValue(event.thread), SQLValue(entry.at)])
    try tell(Topic.moderation, thread: event.thread?.rawValue)
    if let author = event.author { try tell(Topic.participant(author.rawValue)) }
  }

  /// It stands in its thread from here on, as if it had been published now; readers are told of a publication.
  func apply(_ event: PostReleased) throws {
    guard let author = entry.by else { throw EventFault(type: type, member: "by") }
    let thread = event.thread.rawValue
    let speaker = event.speaker ?? Speaker()
    let place = try tally.add(post: id, placed: position, at: entry.at, to: thread, by: author, as: speaker)
    guard let place else { throw EventFault(type: type, member: "thread") }
    try database.run(
      """
      INSERT INTO posts (id, thread, placed, number, parent, author, category, level, organisation, profession, state, body,
        language, published_at, orphan, changed, spoken_for)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'published', $3, $11, $12, 0, $3, $13)
      """,
      [
        .integer(id), .integer(thread), .integer(position), .integer(place.number), SQLValue(event.parent), .integer(author),
        SQLValue(speaker.category), SQLValue(speaker.level), SQLValue(speaker.organisation), SQLValue(speaker.profession),
        .text(event.language), SQLValue(entry.at), SQLValue(entry.organisation),
      ])
    try database.run(
      "UPDATE held_posts SET state = 'released', thread = $2, placed = $3 WHERE id = $1",
      [.integer(id), .integer(thread), .integer(position)])
    for topic in [place.topic, place.spaceTopic] { try tell(topic, of: .postPublished, post: id, thread: thread) }
    if let organisation = speaker.organisation {
      try tell(Topic.organisation(organisation.rawValue), of: .postPublished, post: id, thread: thread)
    }
    try tell(Topic.moderation, post: id, thread: thread)
    try tell(Topic.participant(author), post: id, thread: thread)
    if let parent = event.parent, let answered = try tally.author(of: parent.rawValue), answered != author {
      try tell(Topic.participant(answered), of: .postPublished, post: id, thread: thread)
    }
  }

  func apply(_ event: PostRefused) throws {
    try database.run(
      "UPDATE held_posts SET state = 'refused', decision = $2 WHERE id = $1", [.integer(id), SQLValue(entry.cause)])
    try tell(Topic.moderation)
  }

  /// Nobody has anything to decide any more.
  func apply(_ event: PostHeldWithdrawn) throws {
    try database.run("UPDATE held_posts SET state = 'withdrawn' WHERE id = $1", [.integer(id)])
    try database.run("DELETE FROM matters WHERE id = $1", [.integer(id)])
    try tell(Topic.moderation)
    if let author = event.author { try tell(Topic.participant(author.rawValue)) }
  }

  func apply(_ event: SpaceModerationSet) throws {
    try database.run(
      "UPDATE spaces SET premoderation = $2, newcomer_posts = $3, changed = $4 WHERE id = $1",
      [
        .integer(id), SQLValue(event.policy.premoderation), .integer(Int64(event.policy.newcomerPosts)), .integer(position),
      ])
  }

  func apply(_ event: RulesSet) throws {
    try database.run(
      "INSERT INTO rules (id, links, repeats, per_hour) VALUES ($1, $2, $3, $4)",
      [
        .integer(position), SQLValue(event.rules.links.map { Int64($0) }), SQLValue(event.rules.repeats),
        SQLValue(event.rules.perHour.map { Int64($0) }),
      ])
  }
}

extension Facts {
  /// A post that waits or was refused; nil where there is none.
  func held(_ id: PostID) throws -> HeldFacts? {
    guard let record = try Reader(database: database).heldPost(id), record.state != .released else { return nil }
    return HeldFacts(
      id: id, author: record.author.id, thread: try standing(record), parent: record.parent, space: record.space,
      kind: record.kind,
      territory: record.territory,
      spokenFor: try record.speaker.organisation.flatMap { organisation in
        try hasMandate(record.author.id, for: organisation, at: record.at) ? organisation : nil
      }, language: record.language, state: record.state, title: record.title, body: record.body,
      speaker: record.speaker)
  }

  /// The thread in which it would stand: that of what it answers, which may have moved since.
  private func standing(_ record: HeldRecord) throws -> ThreadID? {
    guard let thread = record.thread else { return nil }
    if let parent = record.parent, let post = try post(parent) { return post.thread }
    return try self.thread(thread)?.merged ?? thread
  }

  func place(_ key: String) throws -> PlaceFacts? {
    try database.row(
      "SELECT id, premoderation, newcomer_posts, (SELECT MAX(id) FROM rules) FROM spaces WHERE key = $1", [.text(key)]
    ) { row in PlaceFacts(id: row.id(0), policy: SpacePolicy(row, at: 1), rules: row.intOrNil(3)) }
  }

  /// The rules set at a position, or the last; nil where there are none.
  func rules(_ position: Position?) throws -> RuleSet? { try Reader(database: database).rules(position) }

  /// What decides whether a person's words wait. What only a rule asks for is loaded only where there is such a rule.
  func screen(_ policy: SpacePolicy, rules position: Position?, for person: ActingPerson) throws -> Screen {
    guard person.role < .moderator else { return .open }
    var screen = Screen(policy: policy, rules: try position.flatMap { try rules($0) })
    guard let rules = screen.rules else { return screen }
    if rules.repeats {
      screen.recent = try database.rows(
        """
        SELECT c.bytes FROM posts p JOIN contents c ON c.position = p.body AND c.name = 'body'
        WHERE p.author = $1 AND p.published_at > $2 ORDER BY p.id DESC LIMIT 20
        """, [SQLValue(person.id), SQLValue(now.adding(seconds: -86_400))]
      ) { $0.text(0) }
    }
    if rules.perHour != nil {
      let count = try database.integer(
        """
        SELECT count(*) FROM (SELECT published_at FROM posts WHERE author = $1 ORDER BY id DESC LIMIT 1000) AS recent
        WHERE published_at > $2
        """, [SQLValue(person.id), SQLValue(now.adding(seconds: -3_600))])
      screen.lastHour = Int(count ?? 0)
    }
    return screen
  }
}

extension SpacePolicy {
  /// Two columns: premoderation, newcomer_posts.
  init(_ row: Row, at column: Int) {
    self.init(
      premoderation: Premoderation(rawValue: row.text(column))!, newcomerPosts: Int(row.int(column + 1)))
  }
}
