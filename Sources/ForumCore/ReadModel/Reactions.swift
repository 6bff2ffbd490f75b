extension Change {
  func apply(_ event: ReactionGiven) throws {
    guard let author = entry.by else { throw EventFault(type: type, member: "by") }
    let places = place(event.reaction)
    try database.run(
      """
      INSERT INTO reactions (post, participant, agree, thanks, useful) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (post, participant) DO UPDATE SET agree = COALESCE(excluded.agree, reactions.agree),
        thanks = COALESCE(excluded.thanks, reactions.thanks), useful = COALESCE(excluded.useful, reactions.useful)
      """, [.integer(id), .integer(author)] + places)
    try count(event.reaction, 1)
  }

  /// The reaction that is taken back is found by its position; who took it back is not needed.
  func apply(_ event: ReactionWithdrawn) throws {
    let given = try database.row(
      """
      SELECT participant, agree, thanks, useful FROM reactions
      WHERE post = $1 AND (agree = $2 OR thanks = $2 OR useful = $2)
      """, [.integer(id), .integer(event.replaces)]
    ) { row in
      (participant: row.int(0), positions: [row.intOrNil(1), row.intOrNil(2), row.intOrNil(3)])
    }
    guard let given, let index = given.positions.firstIndex(of: event.replaces) else {
      throw EventFault(type: type, member: "replaces")
    }
    var rest = given.positions
    rest[index] = nil
    if rest.allSatisfy({ $0 == nil }) {
      try database.run(
        "DELETE FROM reactions WHERE post = $1 AND participant = $2", [.integer(id), .integer(given.participant)])
    } else {
      try database.run(
        "UPDATE reactions SET agree = $3, thanks = $4, useful = $5 WHERE post = $1 AND participant = $2",
        [.integer(id), .integer(given.participant)] + rest.map { SQLValue($0) })
    }
    try count(Reaction.allCases[index], -1)
  }

  private func place(_ reaction: Reaction) -> [SQLValue] {
    Reaction.allCases.map { $0 == reaction ? .integer(position) : .null }
  }

  private func count(_ reaction: Reaction, _ sign: Int64) throws {
    try database.run(
      "UPDATE posts SET agree = agree + $2, thanks = thanks + $3, useful = useful + $4, changed = $5 WHERE id = $1",
      [.integer(id)] + Reaction.allCases.map { .integer($0 == reaction ? sign : 0) } + [.integer(position)])
    try touchThread()
  }
}

extension Reader {
  // From the posts of the page to their reactions: never through all that a person gave.
  private static let own: SQL = """
    SELECT r.post, r.agree, r.thanks, r.useful FROM posts p CROSS JOIN reactions r
    WHERE p.thread = $2 AND p.placed >= $3 AND p.placed <= $4 AND r.post = p.id AND r.participant = $1
    """

  /// What a person gave to posts that stand behind one another in a thread; both places are among them.
  public func reactions(
    of participant: ParticipantID, in thread: ThreadID, from first: Position, through last: Position
  ) throws -> [PostID: Set<Reaction>] {
    var own: [PostID: Set<Reaction>] = [:]
    let values = [SQLValue(participant), SQLValue(thread), .integer(first), .integer(last)]
    for (post, given) in try database.rows(
      Self.own, values, { row in (PostID(row.int(0)), (1...3).map { row.intOrNil($0) != nil }) })
    {
      own[post] = Set(zip(Reaction.allCases, given).filter(\.1).map(\.0))
    }
    return own
  }
}
