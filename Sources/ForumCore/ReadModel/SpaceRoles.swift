extension Change {
  func apply(_ event: ParticipantSpaceRoleGranted) throws {
    if event.role == .participant {
      try database.run(
        "DELETE FROM space_roles WHERE participant = $1 AND space = $2", [.integer(id), SQLValue(event.space)])
    } else {
      try database.run(
        """
        INSERT INTO space_roles (participant, space, role) VALUES ($1, $2, $3)
        ON CONFLICT (participant, space) DO UPDATE SET role = excluded.role
        """, [.integer(id), SQLValue(event.space), SQLValue(event.role)])
    }
    try database.run(
      """
      UPDATE participants SET space_roles = (SELECT count(*) FROM space_roles WHERE participant = $1), changed = $2 WHERE id = $1
      """, [.integer(id), .integer(position)])
    try tell(Topic.participant(id))
  }
}

/// Somebody with more rights than a participant's, everywhere or in one space.
public struct RoleHolder: Sendable, Equatable {
  public var person: AuthorRecord
  public var role: Role
  /// Nil where it is for the whole forum.
  public var space: SpaceRecord?

  public init(person: AuthorRecord, role: Role, space: SpaceRecord?) {
    self.person = person
    self.role = role
    self.space = space
  }
}

extension Reader {
  /// The roles that a person has in single spaces; `count` is what their row says of it.
  func spaceRoles(of participant: ParticipantID, count: Int64) throws -> [SpaceID: Role] {
    guard count > 0 else { return [:] }
    let rows = try database.rows("SELECT space, role FROM space_roles WHERE participant = $1", [SQLValue(participant)]) { row in
      (SpaceID(row.int(0)), Role(rawValue: row.text(1))!)
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// The spaces in which a person has a role of its own, by their keys, and which.
  public func ownSpaceRoles(of participant: ParticipantID) throws -> [(space: String, role: Role)] {
    try database.rows(
      "SELECT s.key, r.role FROM space_roles r JOIN spaces s ON s.id = r.space WHERE r.participant = $1 ORDER BY s.key",
      [SQLValue(participant)]
    ) { row in (row.text(0), Role(rawValue: row.text(1))!) }
  }

  /// Who has which role, the most powerful first; those of the whole forum before those of spaces.
  public func roleHolders(limit: Int = Limits.page) throws -> [RoleHolder] {
    let everywhere = try database.rows(
      """
      SELECT p.id, n.bytes, p.role FROM participants p
      LEFT JOIN contents n ON n.position = p.name AND n.name = 'name'
      WHERE p.role <> 'participant' ORDER BY p.id LIMIT $1
      """, [.integer(Int64(limit))]
    ) { row in
      RoleHolder(
        person: AuthorRecord(id: row.id(0), name: row.textOrNil(1)), role: Role(rawValue: row.text(2))!, space: nil)
    }
    let spaces = Dictionary(uniqueKeysWithValues: try spaces().map { ($0.id, $0) })
    let somewhere = try database.rows(
      """
      SELECT p.id, n.bytes, r.role, r.space FROM space_roles r
      JOIN participants p ON p.id = r.participant
      LEFT JOIN contents n ON n.position = p.name AND n.name = 'name'
      ORDER BY r.space, p.id LIMIT $1
      """, [.integer(Int64(limit))]
    ) { row in
      RoleHolder(
        person: AuthorRecord(id: row.id(0), name: row.textOrNil(1)), role: Role(rawValue: row.text(2))!,
        space: spaces[row.id(3)])
    }
    return everywhere.sorted { $0.role > $1.role } + somewhere
  }
}

extension Facts {
  /// A person as they are in one space: there their role may be higher, within what they act with.
  func acting(_ person: ActingPerson, in space: SpaceID?) throws -> ActingPerson {
    guard person.hasSpaceRoles, let space else { return person }
    return person.with(try spaceRole(of: person.id, in: space))
  }

  /// A person with the highest role that they have anywhere: for what is done in no space.
  func actingAnywhere(_ person: ActingPerson) throws -> ActingPerson {
    guard person.hasSpaceRoles else { return person }
    return person.with(try Reader(database: database).spaceRoles(of: person.id, count: 1).values.max())
  }

  func spaceRole(of person: ParticipantID, in space: SpaceID) throws -> Role? {
    try database.text(
      "SELECT role FROM space_roles WHERE participant = $1 AND space = $2", [SQLValue(person), SQLValue(space)]
    ).flatMap(Role.init(rawValue:))
  }

  /// The space that a matter is about; nil where it is about a person.
  func space(of matter: MatterID) throws -> SpaceID? {
    try database.row(
      """
      SELECT COALESCE(t.space, m.space) FROM matters m
      LEFT JOIN posts p ON p.id = m.post
      LEFT JOIN threads t ON t.id = COALESCE(m.thread, p.thread)
      WHERE m.id = $1
      """, [SQLValue(matter)]
    ) { $0.idOrNil(0) } ?? nil
  }
}
