extension Change {
  func apply(_ event: ThreadOpened) throws {
    let at = event.originallyAt ?? entry.at
    try database.run(
      """
      INSERT INTO threads (id, space, kind, territory, title, language, author, opened_at, supports, activity, changed)
      VALUES ($1, $2, $3, $4, $1, $5, $6, $7, $8, $7, $1)
      """,
      [
        .integer(position), SQLValue(event.space), SQLValue(event.kind), SQLValue(event.territory), .text(event.language),
        SQLValue(entry.by), SQLValue(at), SQLValue(event.supports.map { Int64($0) }),
      ])
    if let origin = event.origin { try remember(origin) }
    guard let topics = try tally.open(id, in: event.space.rawValue) else { throw EventFault(type: type, member: "space") }
    try tell(topics.thread, topics.space, thread: id)
  }

  func apply(_ event: ThreadRetitled) throws {
    try database.run("UPDATE threads SET title = $2, changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
    try tellOfThread(id)
  }

  func apply(_ event: ThreadLocked) throws {
    try database.run(
      "UPDATE threads SET locked = $2, decision = $3, changed = $2 WHERE id = $1",
      [.integer(id), .integer(position), SQLValue(entry.cause)])
    try tellOfModeratedThread()
  }

  func apply(_ event: ThreadUnlocked) throws {
    try database.run(
      "UPDATE threads SET locked = NULL, decision = NULL, changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
    try tellOfModeratedThread()
  }

  /// The space that it leaves loses its counts to the one it comes to; both are told.
  func apply(_ event: ThreadMoved) throws {
    try tellOfThread(id)
    try shiftSpaceCounts(sign: -1)
    try database.run(
      "UPDATE threads SET space = $2, changed = $3 WHERE id = $1", [.integer(id), SQLValue(event.space), .integer(position)])
    try shiftSpaceCounts(sign: 1)
    try tellOfModeratedThread()
  }

  private func shiftSpaceCounts(sign: Int64) throws {
    try database.run(
      """
      UPDATE spaces SET threads = spaces.threads + $2, posts = spaces.posts + $2 * t.posts,
        institution = spaces.institution + $2 * t.institution, ngo = spaces.ngo + $2 * t.ngo,
        community = spaces.community + $2 * t.community, mixed = spaces.mixed + $2 * t.mixed,
        unstated = spaces.unstated + $2 * t.unstated, changed = $3
      FROM threads t WHERE t.id = $1 AND spaces.id = t.space
      """, [.integer(id), .integer(sign), .integer(position)])
  }

  /// Tells the thread's topic and its space's, and marks the space's page as changed.
  func tellOfThread(_ thread: Position) throws {
    try tell(Topic.thread(thread), thread: thread)
    guard
      let space = try database.row(
        "SELECT s.key FROM threads t JOIN spaces s ON s.id = t.space WHERE t.id = $1", [.integer(thread)], { $0.text(0) })
    else { return }
    try database.run("UPDATE spaces SET changed = $2 WHERE key = $1", [.text(space), .integer(position)])
    try tell(Topic.space(space), thread: thread)
  }

  private func tellOfModeratedThread() throws {
    try tellOfThread(id)
    try tell(Topic.moderation, thread: id)
    if let author = try database.integer("SELECT author FROM threads WHERE id = $1", [.integer(id)]) {
      try tell(Topic.participant(author), thread: id)
    }
  }
}
