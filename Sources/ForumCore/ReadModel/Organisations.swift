extension Change {
  func apply(_ event: OrganisationRegistered) throws {
    try database.run(
      """
      INSERT INTO organisations (id, category, level, territory, registered_by, changed) VALUES ($1, $2, $3, $4, $5, $1)
      """,
      [
        .integer(position), SQLValue(event.profile?.category), SQLValue(event.profile?.level), SQLValue(event.territory),
        SQLValue(entry.by),
      ])
    // Who registered it is its first manager.
    if let manager = entry.by {
      try database.run(
        "INSERT INTO managers (organisation, participant) VALUES ($1, $2)", [.integer(position), .integer(manager)])
    }
    try tell(Topic.organisation(id))
    try tell(Topic.moderation)
  }

  func apply(_ event: OrganisationVerified) throws {
    try database.run(
      "UPDATE organisations SET verified = $2, changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
    try touchThreads(ofOrganisation: id)
    try tell(Topic.organisation(id))
    try tell(Topic.moderation)
  }

  func apply(_ event: OrganisationDescribed) throws {
    try database.run(
      "UPDATE organisations SET described = $2, changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
    try database.run("DELETE FROM organisation_fields WHERE organisation = $1", [.integer(id)])
    for space in event.fields {
      try database.run(
        "INSERT INTO organisation_fields (organisation, space) VALUES ($1, $2)", [.integer(id), SQLValue(space)])
    }
    try tell(Topic.organisation(id))
  }

  /// Marks the pages of every thread in which somebody spoke from an organisation as changed here. Their topics are not
  /// told: that row would outlive the erasure of the speaker it was derived from.
  func touchThreads(ofOrganisation organisation: Position) throws {
    try database.run(
      """
      UPDATE threads SET changed = $2
      WHERE id IN (SELECT thread FROM posts WHERE organisation = $1 AND organisation IS NOT NULL)
      """, [.integer(organisation), .integer(position)])
    try database.run(
      """
      UPDATE spaces SET changed = $2 WHERE id IN (SELECT t.space FROM posts p JOIN threads t ON t.id = p.thread
        WHERE p.organisation = $1 AND p.organisation IS NOT NULL)
      """, [.integer(organisation), .integer(position)])
  }
}

extension Reader {
  private static let select: SQL = """
    SELECT o.id, n.bytes, o.category, o.level, o.verified, o.registered_by, o.changed,
      t.code, t.name, parent.name, county.name, contact.bytes
    FROM organisations o
    LEFT JOIN contents contact ON contact.position = o.described AND contact.name = 'contact'
    LEFT JOIN contents n ON n.position = o.id AND n.name = 'name'
    LEFT JOIN territories t ON t.code = o.territory
    LEFT JOIN territories parent ON parent.code = t.parent
    LEFT JOIN territories county ON county.code = t.county AND county.code <> t.code
    """
  private static let one: SQL = select + " WHERE o.id = $1"
  private static let filtered: SQL =
    select + """
       WHERE (CAST($1 AS TEXT) IS NULL OR o.category = $1)
        AND (CAST($2 AS TEXT) IS NULL OR o.territory = $2 OR t.parent = $2 OR t.county = $2 OR t.region = $2
          OR ($2 = 'RO' AND o.territory IS NOT NULL))
      """

  public func organisation(_ id: OrganisationID) throws -> OrganisationRecord? {
    try database.row(Self.one, [SQLValue(id)]) { OrganisationRecord($0) }
  }

  /// The keys of the spaces an organisation works in, in the order of the spaces.
  public func fields(of id: OrganisationID) throws -> [String] {
    try database.rows(
      "SELECT s.key FROM organisation_fields f JOIN spaces s ON s.id = f.space WHERE f.organisation = $1 ORDER BY s.id",
      [SQLValue(id)]
    ) { $0.text(0) }
  }

  /// In Romanian order of names, `after` being the last one of the page before. Names stand in no column that could be
  /// ordered or searched, so that all that match are read: there are hundreds, not millions.
  public func organisations(
    category: StakeholderCategory? = nil, territory: String? = nil, matching text: String? = nil,
    after: OrganisationID? = nil, limit: Int
  ) throws -> [OrganisationRecord] {
    let words = text.map { RomanianFold.fold($0).split(separator: " ") } ?? []
    var found: [(key: [UInt8], record: OrganisationRecord)] = []
    for record in try database.rows(Self.filtered, [SQLValue(category), SQLValue(territory)], { OrganisationRecord($0) }) {
      if !words.isEmpty {
        let name = " " + RomanianFold.fold(record.name ?? "")
        guard words.allSatisfy({ name.contains(" \($0)") }) else { continue }
      }
      found.append((RomanianFold.sortKey(record.name ?? ""), record))
    }
    found.sort { $0.key == $1.key ? $0.record.id < $1.record.id : $0.key.lexicographicallyPrecedes($1.key) }
    var start = 0
    if let after { start = found.firstIndex { $0.record.id == after }.map { $0 + 1 } ?? found.count }
    return found[start...].prefix(max(0, min(limit, Limits.page))).map(\.record)
  }
}

extension OrganisationRecord {
  fileprivate init(_ row: Row) {
    self.init(
      id: row.id(0), name: row.textOrNil(1), category: row.textOrNil(2).flatMap(StakeholderCategory.init(rawValue:)),
      level: row.textOrNil(3).flatMap(InstitutionLevel.init(rawValue:)), territory: TerritoryRecord(row, at: 7),
      isVerified: row.intOrNil(4) != nil, registeredBy: row.idOrNil(5), changed: row.int(6), contact: row.textOrNil(11))
  }
}
