extension Facts {
  /// Contents of a person that are still there: names and as what they spoke; with `withWords` also what they wrote. At most so many.
  func ownContents(
    of person: ParticipantID, withWords: Bool, limit: Int
  ) throws -> [(position: Position, name: String, stream: Stream)] {
    // Empty speakers, `{}`, say nothing about anybody.
    let personal: SQL = """
      SELECT c.position, c.name FROM log l JOIN contents c ON c.position = l.position
      WHERE l.stream = 'participant/' || CAST(CAST($1 AS BIGINT) AS TEXT) AND (c.name IN ('name', 'profession') OR (c.name = 'speaker' AND length(c.bytes) > 2))
      UNION SELECT c.position, c.name FROM posts p JOIN contents c ON c.position IN (p.id, (SELECT h.placed FROM held_posts h WHERE h.id = p.id)) AND c.name = 'speaker'
      WHERE p.author = $1 AND length(c.bytes) > 2
      UNION SELECT c.position, c.name FROM held_posts h JOIN contents c ON c.position = h.id AND c.name = 'speaker'
      WHERE h.author = $1 AND length(c.bytes) > 2
      UNION SELECT c.position, c.name FROM assisted_posts w
        JOIN log l ON l.stream = 'post/' || CAST(w.post AS TEXT) AND l.type = 'post.assisted.v1'
        JOIN contents c ON c.position = l.position AND c.name = 'consent'
      WHERE w.author = $1
      UNION SELECT c.position, c.name FROM consents k JOIN contents c ON c.position IN (k.id, k.withdrawn)
      WHERE k.participant = $1
      """
    let words: SQL =
      personal + """
         UNION SELECT c.position, c.name FROM posts p JOIN contents c ON c.position IN (p.id, (SELECT h.placed FROM held_posts h WHERE h.id = p.id)) AND c.name = 'body'
        WHERE p.author = $1
        UNION SELECT c.position, c.name FROM posts p JOIN revisions r ON r.post = p.id
          JOIN contents c ON c.position = r.position AND c.name = 'body'
        WHERE p.author = $1
        UNION SELECT c.position, c.name FROM threads t JOIN log l ON l.stream = 'thread/' || CAST(t.id AS TEXT)
          JOIN contents c ON c.position = l.position AND c.name = 'title'
        WHERE t.author = $1
        UNION SELECT c.position, c.name FROM held_posts h JOIN contents c ON c.position = h.id AND c.name IN ('title', 'body')
        WHERE h.author = $1
        UNION SELECT c.position, c.name FROM notices n JOIN contents c ON c.position = n.id AND c.name IN ('explanation', 'contact')
        WHERE n.author = $1
        UNION SELECT c.position, c.name FROM appeals a JOIN contents c ON c.position = a.id AND c.name = 'text'
        WHERE a.author = $1
        """
    let found = try database.rows(
      (withWords ? words : personal) + " ORDER BY 1, 2 LIMIT $2", [SQLValue(person), .integer(Int64(limit))]
    ) { row in (position: row.int(0), name: row.text(1)) }
    return try withStreams(found)
  }

  /// Contents that say that a person belongs to a community, while they are there; at most so many.
  func communitySpeakers(
    of person: ParticipantID, limit: Int
  ) throws -> [(position: Position, name: String, stream: Stream)] {
    let speakers: SQL = """
      SELECT c.position FROM (
        SELECT l.position FROM log l WHERE l.stream = 'participant/' || CAST(CAST($1 AS BIGINT) AS TEXT)
        UNION SELECT p.id FROM posts p WHERE p.author = $1
        UNION SELECT h.id FROM held_posts h WHERE h.author = $1
        UNION SELECT h.placed FROM held_posts h WHERE h.author = $1 AND h.placed IS NOT NULL
      ) AS own JOIN contents c ON c.position = own.position AND c.name = 'speaker'
      """
    let saying = SQL(sqlite: " WHERE instr(c.bytes, $3) > 0", postgres: " WHERE position($3 IN c.bytes) > 0")
    let found = try database.rows(
      speakers + saying + " ORDER BY 1 LIMIT $2",
      [SQLValue(person), .integer(Int64(limit)), .blob(Array("\"community\"".utf8))]
    ) { row in (position: row.int(0), name: "speaker") }
    return try withStreams(found)
  }

  /// What a post said, in every version of which something is left; at most so many.
  func bodies(of post: PostID, limit: Int) throws -> [(position: Position, name: String, stream: Stream)] {
    let found = try database.rows(
      """
      SELECT c.position, c.name FROM (
        SELECT p.id AS position FROM posts p WHERE p.id = $1
        UNION SELECT h.placed FROM held_posts h WHERE h.id = $1 AND h.placed IS NOT NULL
        UNION SELECT r.position FROM revisions r WHERE r.post = $1
      ) AS own JOIN contents c ON c.position = own.position AND c.name = 'body' ORDER BY 1 LIMIT $2
      """, [SQLValue(post), .integer(Int64(limit))]
    ) { row in (position: row.int(0), name: row.text(1)) }
    return try withStreams(found)
  }

  /// What a post says that waits.
  func heldContents(of post: PostID) throws -> [(position: Position, name: String, stream: Stream)] {
    let found = try database.rows(
      "SELECT position, name FROM contents WHERE position = $1 AND name IN ('title', 'body', 'speaker') ORDER BY name",
      [SQLValue(post)]
    ) { row in (position: row.int(0), name: row.text(1)) }
    return try withStreams(found)
  }

  private func withStreams(
    _ found: [(position: Position, name: String)]
  ) throws -> [(position: Position, name: String, stream: Stream)] {
    try found.compactMap { content in
      guard let entry = try EventLog.entry(at: content.position, in: database) else { return nil }
      return (content.position, content.name, entry.stream)
    }
  }

  func openMandates(of person: ParticipantID) throws -> [MandateID] {
    try database.rows("SELECT id FROM mandates WHERE participant = $1 AND ended IS NULL ORDER BY id", [SQLValue(person)]) {
      $0.id(0)
    }
  }

  /// Whether nobody else is administrator.
  func isLastAdministrator(_ person: ActingPerson) throws -> Bool {
    guard try role(of: person.id) == .administrator else { return false }
    return try database.integer(
      "SELECT count(*) FROM participants WHERE role = 'administrator' AND id <> $1", [SQLValue(person.id)]) == 0
  }
}

extension Change {
  /// Nothing of what a person was stays with their number.
  func apply(_ event: ParticipantErased) throws {
    try database.run(
      """
      UPDATE participants SET erased = $2, role = 'participant', speaker = NULL, category = NULL, level = NULL, organisation = NULL,
        profession = NULL, consent = NULL, verified_profession = NULL, restricted = NULL, changed = $2
      WHERE id = $1
      """, [.integer(id), .integer(position)])
    try database.run("UPDATE consents SET participant = NULL WHERE participant = $1", [.integer(id)])
    try database.run("DELETE FROM space_roles WHERE participant = $1", [.integer(id)])
    try database.run("UPDATE participants SET space_roles = 0 WHERE id = $1", [.integer(id)])
    try database.run("DELETE FROM managers WHERE participant = $1", [.integer(id)])
    try tell(Topic.participant(id))
  }
}

extension AccountTables {
  /// Every row of a person outside the log.
  static func erase(_ participant: ParticipantID, in context: LedgerContext) throws {
    for statement in [
      "DELETE FROM accounts WHERE participant = $1", "DELETE FROM sessions WHERE participant = $1",
      "DELETE FROM tokens WHERE participant = $1", "DELETE FROM read_marks WHERE participant = $1",
      "DELETE FROM told WHERE participant = $1", "DELETE FROM claims WHERE moderator = $1",
      "DELETE FROM commands WHERE person = $1", "DELETE FROM mails WHERE participant = $1",
      "DELETE FROM sign_in_links WHERE participant = $1", "DELETE FROM one_time_passwords WHERE participant = $1",
      "DELETE FROM recovery_codes WHERE participant = $1", "DELETE FROM passkeys WHERE participant = $1",
      "DELETE FROM invitations WHERE author = $1", "DELETE FROM organisation_links WHERE participant = $1",
      "DELETE FROM email_changes WHERE participant = $1",
    ] as [SQL] {
      try context.database.run(statement, [SQLValue(participant)])
    }
  }
}
