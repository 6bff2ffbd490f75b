extension Change {
  func apply(_ event: SpaceOpened) throws {
    try database.run(
      "INSERT INTO spaces (id, key, named, changed) VALUES ($1, $2, $3, $1)",
      [.integer(position), .text(event.key), SQLValue(entry.contents.contains { $0.name == "name" })])
    try tell(Topic.space(event.key))
  }
}

extension Reader {
  private static let select: SQL = """
    SELECT s.id, s.key, n.bytes, s.threads, s.posts, s.institution, s.ngo, s.community, s.mixed, s.unstated, s.changed
    FROM spaces s LEFT JOIN contents n ON s.named = 1 AND n.position = s.id AND n.name = 'name'
    """
  private static let all: SQL = select + " ORDER BY s.id"
  private static let byKey: SQL = select + " WHERE s.key = $1"

  /// In the order in which they were opened.
  public func spaces() throws -> [SpaceRecord] {
    try database.rows(Self.all, []) { SpaceRecord($0, at: 0) }
  }

  public func space(key: String) throws -> SpaceRecord? {
    try database.row(Self.byKey, [.text(key)]) { SpaceRecord($0, at: 0) }
  }
}

extension SpaceRecord {
  /// Eleven columns: id, key, name, threads, posts, the five voices, changed.
  init(_ row: Row, at column: Int) {
    self.init(
      id: row.id(column), key: row.text(column + 1), name: row.textOrNil(column + 2), threads: Int(row.int(column + 3)),
      posts: Int(row.int(column + 4)), voices: VoiceBalance(row, at: column + 5), changed: row.int(column + 10))
  }
}
