extension Change {
  func apply(_ event: ParticipantRegistered) throws {
    try insertParticipant(isImported: false)
    try tell(Topic.participant(id))
  }

  func apply(_ event: ParticipantImported) throws {
    try insertParticipant(isImported: true)
    if let origin = event.origin { try remember(origin) }
  }

  private func insertParticipant(isImported: Bool) throws {
    try database.run(
      """
      INSERT INTO participants (id, name, role, registered_at, imported, changed)
      VALUES ($1, $1, 'participant', $2, $3, $1)
      """, [.integer(position), SQLValue(entry.at), SQLValue(isImported)])
  }

  /// A name stands on every page where the person spoke: each of those threads changes.
  func apply(_ event: ParticipantRenamed) throws {
    try database.run("UPDATE participants SET name = $2, changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
    try touchThreads(of: id)
    try touchThreads(writtenDownBy: id)
    try tell(Topic.participant(id))
  }

  func apply(_ event: ParticipantRoleGranted) throws {
    try database.run(
      "UPDATE participants SET role = $2, changed = $3 WHERE id = $1", [.integer(id), SQLValue(event.role), .integer(position)])
    try tell(Topic.participant(id))
  }

  /// The mark stands wherever the person speaks as of that profession.
  func apply(_ event: ParticipantProfessionVerified) throws {
    try database.run(
      "UPDATE participants SET verified_profession = $2, profession_verified = $3, changed = $3 WHERE id = $1",
      [.integer(id), SQLValue(event.profession), .integer(position)])
    try touchThreads(of: id)
    try tell(Topic.participant(id))
  }

  /// Every page with their words changes; the words themselves stay where they are.
  func apply(_ event: ParticipantRestricted) throws {
    try database.run(
      "UPDATE participants SET restricted = $2, changed = $3 WHERE id = $1",
      [.integer(id), SQLValue(event.isOn ? position : nil), .integer(position)])
    try database.run("UPDATE posts SET changed = $2 WHERE author = $1", [.integer(id), .integer(position)])
    try touchThreads(of: id)
    try tell(Topic.participant(id))
  }

  func apply(_ event: SpeakerStated) throws {
    let speaker = event.speaker ?? Speaker()
    try database.run(
      """
      UPDATE participants SET speaker = $2, category = $3, level = $4, organisation = $5, profession = $6, changed = $2
      WHERE id = $1
      """,
      [
        .integer(id), .integer(position), SQLValue(speaker.category), SQLValue(speaker.level), SQLValue(speaker.organisation),
        SQLValue(speaker.profession),
      ])
    try tell(Topic.participant(id))
  }

  func apply(_ event: ConsentGiven) throws {
    try database.run(
      "INSERT INTO consents (id, participant, text) VALUES ($1, $2, $3)",
      [.integer(position), SQLValue(event.author), .integer(event.text)])
    guard let author = event.author else { return }
    try database.run(
      "UPDATE participants SET consent = $2, changed = $2 WHERE id = $1", [SQLValue(author), .integer(position)])
  }

  /// Clears everywhere what had been derived from the consent: as what the person speaks now, and in all they said.
  func apply(_ event: ConsentWithdrawn) throws {
    try database.run("UPDATE consents SET withdrawn = $2 WHERE id = $1", [.integer(event.replaces), .integer(position)])
    guard let author = event.author?.rawValue else { return }
    try database.run(
      "UPDATE participants SET consent = NULL, changed = $2 WHERE id = $1", [.integer(author), .integer(position)])
    try database.run(
      """
      UPDATE participants SET category = NULL, level = NULL, organisation = NULL, profession = NULL
      WHERE id = $1 AND category = 'community'
      """, [.integer(author)])
    try forgetCategory(.community, of: author)
    try touchThreads(of: author)
    try tell(Topic.participant(author))
  }

  /// The same where a person wrote for others.
  private func touchThreads(writtenDownBy assistant: Position) throws {
    let threads = try database.rows(
      "SELECT DISTINCT p.thread FROM assisted_posts a JOIN posts p ON p.id = a.post WHERE a.assistant = $1 ORDER BY 1",
      [.integer(assistant)]
    ) { $0.int(0) }
    for thread in threads {
      try database.run("UPDATE threads SET changed = $2 WHERE id = $1", [.integer(thread), .integer(position)])
      try tell(Topic.thread(thread), thread: thread)
    }
  }

  /// Marks the pages of every thread in which a person spoke, and of the spaces that list them, as changed here.
  func touchThreads(of participant: Position) throws {
    try database.run(
      """
      UPDATE threads SET changed = $2 WHERE id IN (SELECT thread FROM thread_participants WHERE participant = $1)
      """, [.integer(participant), .integer(position)])
    try database.run(
      """
      UPDATE spaces SET changed = $2 WHERE id IN (
        SELECT t.space FROM thread_participants p JOIN threads t ON t.id = p.thread WHERE p.participant = $1)
      """, [.integer(participant), .integer(position)])
    try database.run(
      """
      INSERT INTO topic_events (position, topic, type, thread)
      SELECT CAST($2 AS BIGINT), 'threads/' || CAST(thread AS TEXT), CAST($3 AS TEXT), thread
      FROM thread_participants WHERE participant = $1
      """, [.integer(participant), .integer(position), .text(type.rawValue)])
  }
}

extension Reader {
  private static let select: SQL = """
    SELECT p.id, n.bytes, p.role, p.registered_at, p.imported, p.posts, p.consent, p.changed,
      p.category, p.level, p.organisation, p.profession, oname.bytes, o.verified, p.mandates, p.verified_profession, p.restricted
    FROM participants p
    LEFT JOIN contents n ON n.position = p.name AND n.name = 'name'
    LEFT JOIN organisations o ON o.id = p.organisation
    LEFT JOIN contents oname ON oname.position = p.organisation AND oname.name = 'name'
    WHERE p.id = $1
    """

  public func participant(_ id: ParticipantID) throws -> ParticipantRecord? {
    try database.row(Self.select, [SQLValue(id)]) { row in
      ParticipantRecord(
        id: row.id(0), name: row.textOrNil(1), role: Role(rawValue: row.text(2))!, speaker: Speaker(row, at: 8, mark: 15),
        registeredAt: row.instant(3), isImported: row.bool(4), posts: Int(row.int(5)),
        hasConsented: row.intOrNil(6) != nil, changed: row.int(7), mandates: Int(row.int(14)),
        isRestricted: row.intOrNil(16) != nil)
    }
  }

  /// Whether somebody is administrator already.
  public var hasAdministrator: Bool {
    get throws {
      try database.integer("SELECT 1 FROM participants WHERE role = 'administrator' AND role <> 'participant' LIMIT 1") != nil
    }
  }
}

extension Speaker {
  /// Six columns: category, level, organisation, profession, the organisation's name and whether it is verified. `mark` is the one of the
  /// profession for which the person has a mark.
  init(_ row: Row, at column: Int, mark: Int) {
    self.init(
      category: row.textOrNil(column).flatMap(StakeholderCategory.init(rawValue:)),
      level: row.textOrNil(column + 1).flatMap(InstitutionLevel.init(rawValue:)), organisation: row.idOrNil(column + 2),
      organisationName: row.textOrNil(column + 4), isOrganisationVerified: row.intOrNil(column + 5) != nil,
      isProfessionVerified: row.textOrNil(mark).map { $0 == row.textOrNil(column + 3) } ?? false,
      profession: row.textOrNil(column + 3).flatMap(Profession.init(rawValue:)))
  }
}
