extension Change {
  func apply(_ event: DecisionTaken) throws {
    try insert(event.ruling, by: event.author, state: .standing)
    try take(event.ruling)
  }

  func apply(_ event: DecisionProposed) throws {
    try insert(event.ruling, by: event.author, state: .proposed)
    try tellOfMatter(post: event.ruling.post, thread: event.ruling.thread)
  }

  func apply(_ event: DecisionConfirmed) throws {
    try database.run(
      "UPDATE decisions SET state = 'standing', second = $2, at = $3, changed = $4 WHERE id = $1",
      [.integer(id), SQLValue(event.author), SQLValue(entry.at), .integer(position)])
    try take(try proposed())
  }

  func apply(_ event: DecisionDeclined) throws {
    try database.run(
      "UPDATE decisions SET state = 'declined', second = $2, changed = $3 WHERE id = $1",
      [.integer(id), SQLValue(event.author), .integer(position)])
    try tell(Topic.moderation)
  }

  private func insert(_ ruling: Ruling, by author: ParticipantID?, state: DecisionState) throws {
    let published: Int64? =
      switch ruling.kind {
      case .post:
        try database.integer(
          """
          SELECT COALESCE((SELECT published_at FROM posts WHERE id = $1), (SELECT at FROM held_posts WHERE id = $1))
          """, [SQLValue(ruling.post)])
      case .thread: try database.integer("SELECT opened_at FROM threads WHERE id = $1", [SQLValue(ruling.thread)])
      case .participant: nil
      }
    try database.run(
      """
      INSERT INTO decisions (id, measure, basis, ground, terms, source, matter, about, post, thread, space, participant, author,
        content_at, at, until, label, seconds, language, state, changed)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $1)
      """,
      [
        .integer(position), SQLValue(ruling.measure), SQLValue(ruling.basis), SQLValue(ruling.ground), SQLValue(ruling.terms),
        SQLValue(ruling.source), SQLValue(ruling.matter), SQLValue(ruling.kind), SQLValue(ruling.post), SQLValue(ruling.thread),
        SQLValue(ruling.space), SQLValue(ruling.subject), SQLValue(author), SQLValue(published), SQLValue(entry.at),
        SQLValue(ruling.until?.microseconds), SQLValue(ruling.label), SQLValue(ruling.seconds.map { Int64($0) }),
        .text(ruling.language), SQLValue(state),
      ])
  }

  /// What was written of a decision when it was proposed, as far as taking it needs.
  private func proposed() throws -> Ruling {
    guard let decision = try Facts(database: database, now: entry.at).decision(DecisionID(id)) else {
      throw EventFault(type: type, member: "stream")
    }
    return decision.ruling
  }

  /// A decision that stands closes its matter and answers its notices; who gave them is told, and whom it affects.
  private func take(_ ruling: Ruling) throws {
    if let matter = ruling.matter {
      try database.run("UPDATE matters SET decision = $2 WHERE id = $1", [SQLValue(matter), .integer(id)])
      try database.run(
        "UPDATE notices SET decision = $2 WHERE matter = $1 AND decision IS NULL", [SQLValue(matter), .integer(id)])
      try database.run(
        """
        INSERT INTO topic_events (position, topic, type)
        SELECT DISTINCT CAST($2 AS BIGINT), 'participants/' || CAST(author AS TEXT), CAST($3 AS TEXT)
        FROM notices WHERE matter = $1 AND author IS NOT NULL
        ON CONFLICT (position, topic) DO NOTHING
        """, [SQLValue(matter), .integer(position), .text(type.rawValue)])
    }
    if let lifted = ruling.replaces {
      try database.run(
        "UPDATE decisions SET state = 'lifted', changed = $2 WHERE id = $1 AND state = 'standing'",
        [SQLValue(lifted), .integer(position)])
    }
    if let person = ruling.subject {
      try restrict(person)
      try tell(Topic.participant(person.rawValue))
    }
    try tellOfMatter(post: ruling.post, thread: ruling.thread)
  }

  /// Derives what a person is restricted to from the decisions that stand.
  func restrict(_ person: ParticipantID) throws {
    try database.run(
      """
      UPDATE participants SET
        muted = (SELECT MAX(COALESCE(until, 9007199254740991)) FROM decisions
          WHERE participant = $1 AND measure = 'mute' AND state = 'standing'),
        suspended = (SELECT MAX(COALESCE(until, 9007199254740991)) FROM decisions
          WHERE participant = $1 AND measure = 'suspend' AND state = 'standing'),
        links_held = (SELECT MAX(COALESCE(until, 9007199254740991)) FROM decisions
          WHERE participant = $1 AND measure = 'limit-links' AND state = 'standing'),
        changed = $2
      WHERE id = $1
      """, [SQLValue(person), .integer(position)])
  }
}
