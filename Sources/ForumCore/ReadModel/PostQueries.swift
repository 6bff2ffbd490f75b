extension Reader {
  /// One row holds all that a page shows of a post. `$1` is the viewer, whose own reactions are marked.
  private static let select: SQL = """
    SELECT p.id, p.thread, p.placed, p.parent, p.author,
      CASE WHEN a.restricted IS NOT NULL AND p.state = 'published' THEN 'restricted' ELSE p.state END, p.body, p.language, p.published_at, p.edited_at, p.edits,
      p.agree, p.thanks, p.useful, p.votes_for, p.votes_against, p.orphan, p.changed,
      body.bytes, author.bytes, answered.bytes, reason.bytes,
      p.category, p.level, p.organisation, p.profession, org.bytes, o.verified,
      own.agree, own.thanks, own.useful, t.first_placed, t.last_placed, p.label, p.decision, p.spoken_for, w.assistant, wname.bytes, a.verified_profession
    FROM posts p
    JOIN threads t ON t.id = p.thread
    LEFT JOIN participants a ON a.id = p.author
    LEFT JOIN contents body
      ON p.state = 'published' AND a.restricted IS NULL AND body.position = p.body AND body.name = 'body'
    LEFT JOIN contents author ON author.position = a.name AND author.name = 'name'
    LEFT JOIN posts pp ON pp.id = p.parent
    LEFT JOIN participants pa ON pa.id = pp.author
    LEFT JOIN contents answered ON answered.position = pa.name AND answered.name = 'name'
    LEFT JOIN contents reason ON reason.position = p.hidden AND reason.name = 'reason'
    LEFT JOIN organisations o ON o.id = p.organisation
    LEFT JOIN contents org ON org.position = p.organisation AND org.name = 'name'
    LEFT JOIN reactions own ON own.post = p.id AND own.participant = $1
    LEFT JOIN assisted_posts w ON w.post = p.id
    LEFT JOIN participants wp ON wp.id = w.assistant
    LEFT JOIN contents wname ON wname.position = wp.name AND wname.name = 'name'
    """
  private static let one: SQL = select + " WHERE p.id = $2"
  static let postsAfter: SQL = select + " WHERE p.thread = $2 AND p.placed > $3 ORDER BY p.placed LIMIT $4"
  static let postsBefore: SQL = select + " WHERE p.thread = $2 AND p.placed < $3 ORDER BY p.placed DESC LIMIT $4"

  private static let spokenFor: SQL =
    select + " WHERE p.spoken_for = $2 AND p.state = 'published' ORDER BY p.id DESC LIMIT $3"

  /// The newest posts that were said for an organisation by mandate.
  public func posts(for organisation: OrganisationID, limit: Int) throws -> [PostRecord] {
    try database.rows(Self.spokenFor, [.null, SQLValue(organisation), .integer(Int64(limit))]) { PostRecord($0) }
  }

  public func post(_ id: PostID, viewer: ParticipantID? = nil) throws -> PostRecord? {
    try database.row(Self.one, [SQLValue(viewer), SQLValue(id)]) { PostRecord($0) }
  }

  /// A page of a thread, in the order of `placed`. One statement, but for `.around`, which takes three.
  public func posts(
    in thread: ThreadID, window: PostWindow, limit: Int, viewer: ParticipantID? = nil
  ) throws -> PostPage {
    let limit = max(1, min(limit, Limits.page))
    switch window {
    case .after(let position): return try page(after: position, in: thread, limit: limit, viewer: viewer)
    case .before(let position): return try page(before: position, in: thread, limit: limit, viewer: viewer)
    case .last: return try page(before: .max, in: thread, limit: limit, viewer: viewer)
    case .around(let post):
      let placed = try database.integer(
        "SELECT placed FROM posts WHERE id = $1 AND thread = $2", [SQLValue(post), SQLValue(thread)])
      guard let placed else { return PostPage(posts: [], hasPrevious: false, hasNext: false) }
      guard limit > 1 else { return try page(after: placed - 1, in: thread, limit: 1, viewer: viewer) }
      let before = try page(before: placed, in: thread, limit: limit / 2, viewer: viewer)
      let rest = try page(after: placed - 1, in: thread, limit: limit - before.posts.count, viewer: viewer)
      return PostPage(
        posts: before.posts + rest.posts, hasPrevious: before.hasPrevious, hasNext: rest.hasNext)
    }
  }

  private func page(after: Position, in thread: ThreadID, limit: Int, viewer: ParticipantID?) throws -> PostPage {
    var first: Position = 0
    var last: Position = 0
    let posts = try database.rows(
      Self.postsAfter, [SQLValue(viewer), SQLValue(thread), .integer(after), .integer(Int64(limit))]
    ) { row in
      first = row.int(31)
      last = row.int(32)
      return PostRecord(row)
    }
    guard let begin = posts.first, let end = posts.last else {
      let hasPrevious =
        try database.integer("SELECT first_placed FROM threads WHERE id = $1", [SQLValue(thread)]) ?? .max <= after
      return PostPage(posts: [], hasPrevious: hasPrevious, hasNext: false)
    }
    return PostPage(posts: posts, hasPrevious: begin.placed > first, hasNext: end.placed < last)
  }

  private func page(before: Position, in thread: ThreadID, limit: Int, viewer: ParticipantID?) throws -> PostPage {
    var first: Position = 0
    var last: Position = 0
    var posts = try database.rows(
      Self.postsBefore, [SQLValue(viewer), SQLValue(thread), .integer(before), .integer(Int64(limit))]
    ) { row in
      first = row.int(31)
      last = row.int(32)
      return PostRecord(row)
    }
    posts.reverse()
    guard let begin = posts.first, let end = posts.last else {
      let hasNext = try database.integer("SELECT last_placed FROM threads WHERE id = $1", [SQLValue(thread)]) ?? 0 >= before
      return PostPage(posts: [], hasPrevious: false, hasNext: hasNext)
    }
    return PostPage(posts: posts, hasPrevious: begin.placed > first, hasNext: end.placed < last)
  }

  /// The last versions of the post before a position, or the last of all; at most `Limits.revisions`. Bodies of withdrawn and hidden
  /// posts only for who may read them.
  public func revisions(
    of post: PostID, before: Position = .max, includingHidden: Bool = false
  ) throws -> RevisionPage {
    var revisions = try database.rows(
      """
      SELECT v.position, v.at, body.bytes FROM (
        SELECT COALESCE((SELECT h.placed FROM held_posts h WHERE h.id = f.id), f.id) AS position, f.published_at AS at
        FROM posts f WHERE f.id = $1
        UNION ALL SELECT position, at FROM revisions WHERE post = $1
      ) AS v JOIN posts p ON p.id = $1
      LEFT JOIN participants a ON a.id = p.author
      LEFT JOIN contents body
        ON ((p.state = 'published' AND a.restricted IS NULL) OR $2 = 1) AND body.position = v.position AND body.name = 'body'
      WHERE v.position < $3 ORDER BY v.position DESC LIMIT $4
      """, [SQLValue(post), SQLValue(includingHidden), .integer(before), .integer(Int64(Limits.revisions + 1))]
    ) { row in RevisionRecord(position: row.int(0), body: row.textOrNil(2), at: row.instant(1)) }
    revisions.reverse()
    let predecessor = revisions.count > Limits.revisions ? revisions.removeFirst() : nil
    guard let predecessor else { return RevisionPage(revisions: revisions) }
    // The publication and the edits up to the predecessor come before the first.
    let edits = try database.integer(
      "SELECT count(*) FROM revisions WHERE post = $1 AND position <= $2", [SQLValue(post), .integer(predecessor.position)])
    return RevisionPage(revisions: revisions, predecessor: predecessor, firstNumber: Int(edits ?? 0) + 2)
  }
}

extension PostRecord {
  fileprivate init(_ row: Row) {
    var own: Set<Reaction> = []
    for (index, reaction) in Reaction.allCases.enumerated() where row.intOrNil(28 + index) != nil { own.insert(reaction) }
    var votes: ImportedVotes?
    if let inFavour = row.intOrNil(14), let against = row.intOrNil(15) {
      votes = ImportedVotes(inFavour: Int(inFavour), against: Int(against))
    }
    self.init(
      id: row.id(0), thread: row.id(1), placed: row.int(2), parent: row.idOrNil(3), parentAuthor: row.textOrNil(20),
      author: AuthorRecord(id: row.id(4), name: row.textOrNil(19)), speaker: Speaker(row, at: 22, mark: 38),
      state: PostState(rawValue: row.text(5))!, body: row.textOrNil(18), language: row.text(7), publishedAt: row.instant(8),
      editedAt: row.instantOrNil(9), edits: Int(row.int(10)),
      reactions: ReactionCounts(agree: Int(row.int(11)), thanks: Int(row.int(12)), useful: Int(row.int(13))),
      ownReactions: own, importedVotes: votes, isOrphan: row.bool(16), reason: row.textOrNil(21), changed: row.int(17),
      bodyPosition: row.int(6), label: row.textOrNil(33).flatMap(PostLabel.init(rawValue:)), decision: row.idOrNil(34),
      isSpokenFor: row.intOrNil(35) != nil,
      assistant: row.intOrNil(36).map { AuthorRecord(id: ParticipantID($0), name: row.textOrNil(37)) })
  }
}
