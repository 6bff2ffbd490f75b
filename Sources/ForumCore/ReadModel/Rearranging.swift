/// Threads that moderators split and merge, and the posts that move between them.
extension Change {
  /// The thread begins with no posts: they come by the next events, and are counted when all are there.
  func apply(_ event: ThreadSplit) throws {
    let first = try database.row(
      "SELECT author, organisation FROM posts WHERE id = $1", [SQLValue(event.post)]
    ) { row in (author: row.int(0), organisation: row.intOrNil(1)) }
    guard let first else { throw EventFault(type: type, member: "post") }
    try database.run(
      """
      INSERT INTO threads (id, space, kind, territory, title, language, author, opened_at, organisation, activity, split_from, changed)
      VALUES ($1, $2, $3, $4, $1, $5, $6, $7, $8, $7, $9, $1)
      """,
      [
        .integer(position), SQLValue(event.space), SQLValue(event.kind), SQLValue(event.territory), .text(event.language),
        .integer(first.author), SQLValue(entry.at), SQLValue(first.organisation), SQLValue(event.from),
      ])
    try database.run(
      "UPDATE spaces SET threads = threads + 1, changed = $2 WHERE id = $1", [SQLValue(event.space), .integer(position)])
    try tellOfThread(id)
    try tell(Topic.moderation, thread: id)
  }

  /// Its row stays for its address. No list shows a thread without posts, and it stands at the end of each.
  func apply(_ event: ThreadMerged) throws {
    try tellOfThread(id)
    try database.run(
      "UPDATE spaces SET threads = threads - 1, changed = $2 WHERE id = (SELECT space FROM threads WHERE id = $1)",
      [.integer(id), .integer(position)])
    try database.run(
      """
      UPDATE threads SET merged_into = $2, opened_at = CASE WHEN id = $1 THEN 0 ELSE opened_at END, changed = $3
      WHERE id = $1 OR merged_into = $1
      """, [.integer(id), SQLValue(event.into), .integer(position)])
    try tell(Topic.moderation, thread: event.into.rawValue)
  }

  /// Answers the thread that the post left, and the one it came to.
  func apply(_ event: PostMoved) throws -> Set<Position> {
    let post = try database.row("SELECT thread, author FROM posts WHERE id = $1", [.integer(id)]) { row in
      (thread: row.int(0), author: row.int(1))
    }
    guard let post else { throw EventFault(type: type, member: "stream") }
    let thread = event.thread.rawValue
    try database.run(
      "UPDATE posts SET thread = $2, placed = $3, parent = $4, changed = $3 WHERE id = $1",
      [.integer(id), .integer(thread), .integer(position), SQLValue(event.parent)])
    try database.run(
      "UPDATE thread_participants SET posts = posts - 1 WHERE participant = $1 AND thread = $2",
      [.integer(post.author), .integer(post.thread)])
    try database.run(
      "DELETE FROM thread_participants WHERE participant = $1 AND thread = $2 AND posts = 0",
      [.integer(post.author), .integer(post.thread)])
    try database.run(
      """
      INSERT INTO thread_participants (participant, thread, posts) VALUES ($1, $2, 1)
      ON CONFLICT (participant, thread) DO UPDATE SET posts = thread_participants.posts + 1
      """, [.integer(post.author), .integer(thread)])
    for each in [post.thread, thread] {
      try database.run("UPDATE threads SET changed = $2 WHERE id = $1", [.integer(each), .integer(position)])
      try database.run(
        "UPDATE spaces SET changed = $2 WHERE id = (SELECT space FROM threads WHERE id = $1)",
        [.integer(each), .integer(position)])
      try tell(Topic.thread(each), post: id, thread: each)
    }
    try tell(Topic.participant(post.author), post: id, thread: thread)
    return [post.thread, thread]
  }
}

/// Counts a thread's posts anew, and what its space has of them: after posts moved.
struct ThreadRecount {
  let thread: Position
  let database: any Database

  func write() throws {
    try countInSpace(-1)
    try database.run(
      """
      UPDATE posts SET number = ranked.number FROM (
        SELECT id, ROW_NUMBER() OVER (ORDER BY placed) AS number FROM posts WHERE thread = $1) AS ranked
      WHERE posts.id = ranked.id AND posts.number <> ranked.number
      """, [.integer(thread)])
    try database.run(
      """
      UPDATE threads SET posts = c.posts, participants = c.participants, activity = c.activity, institution = c.institution,
        ngo = c.ngo, community = c.community, mixed = c.mixed, unstated = c.unstated
      FROM (
        SELECT COUNT(*) AS posts, COUNT(DISTINCT author) AS participants, COALESCE(MAX(published_at), 0) AS activity,
          COALESCE(SUM(CASE WHEN state = 'published' AND category = 'institution' THEN 1 ELSE 0 END), 0) AS institution,
          COALESCE(SUM(CASE WHEN state = 'published' AND category = 'ngo' THEN 1 ELSE 0 END), 0) AS ngo,
          COALESCE(SUM(CASE WHEN state = 'published' AND category = 'community' THEN 1 ELSE 0 END), 0) AS community,
          COALESCE(SUM(CASE WHEN state = 'published' AND category = 'mixed' THEN 1 ELSE 0 END), 0) AS mixed,
          COALESCE(SUM(CASE WHEN state = 'published' AND category IS NULL THEN 1 ELSE 0 END), 0) AS unstated
        FROM posts WHERE thread = $1) AS c
      WHERE threads.id = $1
      """, [.integer(thread)])
    try database.run(
      """
      UPDATE threads SET
        first_post = COALESCE((SELECT id FROM posts WHERE thread = $1 ORDER BY placed LIMIT 1), 0),
        first_placed = COALESCE((SELECT MIN(placed) FROM posts WHERE thread = $1), 0),
        last_post = COALESCE((SELECT id FROM posts WHERE thread = $1 ORDER BY placed DESC LIMIT 1), 0),
        last_placed = COALESCE((SELECT MAX(placed) FROM posts WHERE thread = $1), 0)
      WHERE id = $1
      """, [.integer(thread)])
    try countInSpace(1)
  }

  private func countInSpace(_ sign: Int64) throws {
    try database.run(
      """
      UPDATE spaces SET posts = spaces.posts + $2 * t.posts, institution = spaces.institution + $2 * t.institution,
        ngo = spaces.ngo + $2 * t.ngo, community = spaces.community + $2 * t.community, mixed = spaces.mixed + $2 * t.mixed,
        unstated = spaces.unstated + $2 * t.unstated
      FROM threads t WHERE t.id = $1 AND spaces.id = t.space
      """, [.integer(thread), .integer(sign)])
  }
}

extension Facts {
  /// What a decision would move; nil where it moves nothing. Answers are found in one pass over the posts that stand behind what they
  /// answer.
  func rearrangement(_ new: NewDecision) throws -> Rearrangement? {
    let subject: (thread: ThreadID, root: PostID?, placed: Position)
    switch (new.measure, new.subject) {
    case (.split, .post(let id)):
      let post = try database.row("SELECT thread, placed FROM posts WHERE id = $1", [SQLValue(id)]) { ($0.int(0), $0.int(1)) }
      guard let (thread, placed) = post else { return nil }
      subject = (ThreadID(thread), id, placed)
    case (.merge, .thread(let id)): subject = (id, nil, 0)
    default: return nil
    }
    guard let state = try thread(subject.thread) else { return nil }
    return try database.row(
      "SELECT kind, territory, language, first_post FROM threads WHERE id = $1", [SQLValue(subject.thread)]
    ) { row in (ThreadKind(rawValue: row.text(0))!, row.textOrNil(1), row.text(2), PostID(row.int(3))) }.map { row in
      Rearrangement(
        from: state, kind: row.0, territory: row.1, language: row.2,
        posts: try moving(from: subject.thread, root: subject.root, placed: subject.placed), first: row.3,
        into: try new.into.flatMap { try thread($0) })
    }
  }

  private func moving(from thread: ThreadID, root: PostID?, placed: Position) throws -> [Rearrangement.Post] {
    let posts = try database.rows(
      "SELECT id, parent FROM posts WHERE thread = $1 AND placed >= $2 ORDER BY placed", [SQLValue(thread), .integer(placed)]
    ) { row in Rearrangement.Post(id: row.id(0), parent: row.idOrNil(1)) }
    guard let root else { return Array(posts.prefix(Limits.movedPosts + 1)) }
    var branch: Set<PostID> = [root]
    var moving: [Rearrangement.Post] = []
    for post in posts where post.id == root || post.parent.map(branch.contains) == true {
      branch.insert(post.id)
      moving.append(post)
      if moving.count > Limits.movedPosts { break }
    }
    return moving
  }
}

extension Reader {
  /// The thread into which a thread was merged; nil where it was not.
  public func merged(_ id: ThreadID) throws -> ThreadID? {
    try database.row("SELECT merged_into FROM threads WHERE id = $1", [SQLValue(id)]) { $0.idOrNil(0) } ?? nil
  }
}
