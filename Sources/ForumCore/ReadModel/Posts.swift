extension Change {
  func apply(_ event: PostPublished) throws {
    guard let author = entry.by else { throw EventFault(type: type, member: "by") }
    let thread = event.thread.rawValue
    let at = event.originallyAt ?? entry.at
    let speaker = event.speaker ?? Speaker()
    guard let place = try tally.add(post: position, placed: position, at: at, to: thread, by: author, as: speaker) else {
      throw EventFault(type: type, member: "thread")
    }
    try database.send(
      """
      INSERT INTO posts (id, thread, placed, number, parent, author, category, level, organisation, profession, state, body,
        language, published_at, votes_for, votes_against, orphan, changed, spoken_for)
      VALUES ($1, $2, $1, $3, $4, $5, $6, $7, $8, $9, 'published', $1, $10, $11, $12, $13, $14, $1, $15)
      """,
      [
        .integer(position), .integer(thread), .integer(place.number), SQLValue(event.parent), .integer(author),
        SQLValue(speaker.category), SQLValue(speaker.level), SQLValue(speaker.organisation), SQLValue(speaker.profession),
        .text(event.language), SQLValue(at), SQLValue(event.votes.map { Int64($0.inFavour) }),
        SQLValue(event.votes.map { Int64($0.against) }), SQLValue(event.isOrphan), SQLValue(entry.organisation),
      ])
    if let origin = event.origin { try remember(origin) }
    try tell(place.topic, place.spaceTopic, post: position, thread: thread)
    if let organisation = speaker.organisation {
      try tell(Topic.organisation(organisation.rawValue), post: position, thread: thread)
    }
    // Whom it answers is told, in their own topic.
    if let parent = event.parent, let answered = try tally.author(of: parent.rawValue), answered != author {
      try tell(Topic.participant(answered), post: position, thread: thread)
    }
  }

  func apply(_ event: PostEdited) throws {
    try database.run(
      """
      UPDATE posts SET body = $2, edited_at = $3, edits = edits + 1, changed = $2, language = COALESCE($4, language)
      WHERE id = $1
      """, [.integer(id), .integer(position), SQLValue(entry.at), SQLValue(event.language)])
    try database.run(
      "INSERT INTO revisions (post, position, at) VALUES ($1, $2, $3)", [.integer(id), .integer(position), SQLValue(entry.at)])
    try touchThread()
  }

  func apply(_ event: PostWithdrawn) throws {
    try setState(.withdrawn, hiding: nil, voice: -1)
  }

  func apply(_ event: PostHidden) throws {
    try setState(.hidden, hiding: position, voice: -1)
    try tellOfModeratedPost()
  }

  func apply(_ event: PostRemoved) throws {
    try setState(.removed, hiding: position, voice: -1)
    try tellOfModeratedPost()
  }

  func apply(_ event: PostRestored) throws {
    try setState(.published, hiding: nil, voice: 1)
    try tellOfModeratedPost()
  }

  /// Only what can be read is a voice that has been heard.
  private func setState(_ state: PostState, hiding: Position?, voice: Int64) throws {
    let facts = try database.row("SELECT thread, category FROM posts WHERE id = $1", [.integer(id)]) { row in
      (thread: row.int(0), category: row.textOrNil(1).flatMap(StakeholderCategory.init(rawValue:)))
    }
    guard let facts else { throw EventFault(type: type, member: "stream") }
    try database.run(
      "UPDATE posts SET state = $2, hidden = $3, decision = $5, changed = $4 WHERE id = $1",
      [.integer(id), SQLValue(state), SQLValue(hiding), .integer(position), SQLValue(hiding == nil ? nil : entry.cause)])
    try count(VoiceChange(facts.category, voice), thread: facts.thread)
    try tell(Topic.thread(facts.thread), post: id, thread: facts.thread)
  }

  /// Marks the page of the post's thread as changed, and tells its readers.
  func touchThread() throws {
    guard let thread = try database.integer("SELECT thread FROM posts WHERE id = $1", [.integer(id)]) else {
      throw EventFault(type: type, member: "stream")
    }
    if !tally.touch(thread, at: position) {
      try database.run("UPDATE threads SET changed = $2 WHERE id = $1", [.integer(thread), .integer(position)])
    }
    try tell(Topic.thread(thread), post: id, thread: thread)
  }

  private func tellOfModeratedPost() throws {
    let post = try database.row("SELECT author, thread FROM posts WHERE id = $1", [.integer(id)]) { row in
      (author: row.int(0), thread: row.int(1))
    }
    guard let post else { return }
    try tell(Topic.moderation, post: id, thread: post.thread)
    try tell(Topic.participant(post.author), post: id, thread: post.thread)
  }
}
