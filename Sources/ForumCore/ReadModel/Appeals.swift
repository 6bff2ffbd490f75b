extension Change {
  func apply(_ event: AppealLodged) throws {
    try database.run(
      "INSERT INTO appeals (id, decision, author, at) VALUES ($1, $2, $3, $4)",
      [.integer(position), SQLValue(event.decision), SQLValue(event.author), SQLValue(entry.at)])
    try tell(Topic.moderation)
    if let author = event.author { try tell(Topic.participant(author.rawValue)) }
  }

  /// A reversal undoes a decision; where it had declined notices, their matter is open again.
  func apply(_ event: AppealDecided) throws {
    let appeal = try database.row("SELECT decision, author FROM appeals WHERE id = $1", [.integer(id)]) { row in
      (decision: row.int(0), author: row.intOrNil(1))
    }
    guard let appeal else { throw EventFault(type: type, member: "stream") }
    try database.run(
      "UPDATE appeals SET outcome = $2, decided = $3, decided_at = $4, decided_by = $5 WHERE id = $1",
      [.integer(id), SQLValue(event.outcome), .integer(position), SQLValue(entry.at), SQLValue(event.author)])
    if event.outcome == .reversed { try reverse(appeal.decision) }
    try tell(Topic.moderation)
    if let author = appeal.author { try tell(Topic.participant(author)) }
  }

  private func reverse(_ decision: Position) throws {
    try database.run(
      "UPDATE decisions SET state = 'reversed', changed = $2 WHERE id = $1 AND state = 'standing'",
      [.integer(decision), .integer(position)])
    let facts = try database.row("SELECT measure, matter, participant FROM decisions WHERE id = $1", [.integer(decision)]) {
      row in
      (measure: row.text(0), matter: row.intOrNil(1), participant: row.intOrNil(2))
    }
    guard let facts else { throw EventFault(type: type, member: "decision") }
    if facts.measure == Measure.none.rawValue, let matter = facts.matter {
      try database.run("UPDATE matters SET decision = NULL WHERE id = $1", [.integer(matter)])
      try database.run("UPDATE notices SET decision = NULL WHERE decision = $1", [.integer(decision)])
    }
    if let person = facts.participant {
      try restrict(ParticipantID(person))
      try tell(Topic.participant(person))
    }
  }
}
