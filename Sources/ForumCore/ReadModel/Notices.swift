extension Change {
  /// A notice joins the open matter about the same thing, or opens one.
  func apply(_ event: NoticeGiven) throws {
    let about = event.kind
    let (post, thread, participant) = (event.subject?.post, event.subject?.thread, event.subject?.participant)
    let open = try openMatter(event.subject)
    let matter = open ?? position
    if open == nil {
      try database.run(
        """
        INSERT INTO matters (id, about, post, thread, participant, space, ground, urgent, score, notices, opened_at, latest_at)
        VALUES ($1, $2, $3, $4, $5, (SELECT t.space FROM threads t WHERE t.id = COALESCE($4, (
          SELECT p.thread FROM posts p WHERE p.id = $3))), $6, $7, $8, 1, $9, $9)
        """,
        [
          .integer(position), SQLValue(about), SQLValue(post), SQLValue(thread), SQLValue(participant), SQLValue(event.ground),
          SQLValue(event.ground.isUrgent), .integer(event.ground.weight), SQLValue(entry.at),
        ])
    } else {
      // What is urgent names the matter.
      try database.run(
        """
        UPDATE matters SET notices = notices + 1, score = score + $2, latest_at = $3,
          ground = CASE WHEN urgent < $4 THEN $5 ELSE ground END, urgent = CASE WHEN urgent < $4 THEN $4 ELSE urgent END
        WHERE id = $1
        """,
        [
          .integer(matter), .integer(event.ground.weight), SQLValue(entry.at), SQLValue(event.ground.isUrgent),
          SQLValue(event.ground),
        ])
    }
    try database.run(
      """
      INSERT INTO notices (id, matter, about, post, thread, participant, author, ground, at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .integer(position), .integer(matter), SQLValue(about), SQLValue(post), SQLValue(thread), SQLValue(participant),
        SQLValue(event.author), SQLValue(event.ground), SQLValue(entry.at),
      ])
    try tellOfMatter(post: post, thread: thread)
    if let author = event.author { try tell(Topic.participant(author.rawValue)) }
  }

  private func openMatter(_ subject: ModerationSubject?) throws -> Position? {
    switch subject {
    case nil: nil
    case .post(let id): try database.integer("SELECT id FROM matters WHERE post = $1 AND decision IS NULL", [SQLValue(id)])
    case .thread(let id): try database.integer("SELECT id FROM matters WHERE thread = $1 AND decision IS NULL", [SQLValue(id)])
    case .participant(let id):
      try database.integer("SELECT id FROM matters WHERE participant = $1 AND decision IS NULL", [SQLValue(id)])
    }
  }

  /// Tells the moderators, with the thing that it is about where that has a page.
  func tellOfMatter(post: PostID?, thread: ThreadID?) throws {
    let place = try post.flatMap { try database.integer("SELECT thread FROM posts WHERE id = $1", [SQLValue($0)]) }
    try tell(Topic.moderation, post: post?.rawValue, thread: place ?? thread?.rawValue)
  }
}
