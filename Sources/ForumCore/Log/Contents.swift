/// What stands behind the commitments and can be erased.
public enum Contents {
  /// A content with the salt of its commitment.
  typealias Salted = (content: NewContent, salt: [UInt8])

  /// Inserts the contents of an event, two at a time: so many does a post have.
  static func insert(_ contents: [Salted], of position: Position, into database: any Database) throws(DatabaseError) {
    var rest = contents[...]
    while let first = rest.popFirst() {
      let (content, salt) = first
      guard let (other, otherSalt) = rest.popFirst() else {
        try database.send(
          insertOne,
          [.integer(position), .text(content.name), SQLValue(content.audience), .blob(salt), .blob(content.bytes)])
        return
      }
      try database.send(
        insertTwo,
        [
          .integer(position), .text(content.name), SQLValue(content.audience), .blob(salt), .blob(content.bytes),
          .text(other.name), SQLValue(other.audience), .blob(otherSalt), .blob(other.bytes),
        ])
    }
  }

  private static let insertOne: SQL =
    "INSERT INTO contents (position, name, audience, salt, bytes) VALUES ($1, $2, $3, $4, $5)"

  /// What fails ends the whole batch. Told so, SQLite copies no page for taking back the first row alone.
  private static let insertTwo = SQL(
    sqlite: """
      INSERT OR ROLLBACK INTO contents (position, name, audience, salt, bytes) VALUES ($1, $2, $3, $4, $5), ($1, $6, $7, $8, $9)
      """,
    postgres: """
      INSERT INTO contents (position, name, audience, salt, bytes) VALUES ($1, $2, $3, $4, $5), ($1, $6, $7, $8, $9)
      """)

  /// The bytes of a content and who may read them; nil where it was erased or never was.
  public static func content(_ name: String, of position: Position, in database: any Database) throws -> NewContent? {
    try database.row(
      "SELECT name, audience, bytes FROM contents WHERE position = $1 AND name = $2", [.integer(position), .text(name)], read)
  }

  /// The contents that are still there, of one event.
  public static func contents(of position: Position, in database: any Database) throws -> [NewContent] {
    try database.rows("SELECT name, audience, bytes FROM contents WHERE position = $1", [.integer(position)], read)
  }

  /// Takes a content away for ever; answers whether it was there. Belongs in the transaction of its `content.erased.v1`:
  /// call it from the decision's `record`. What is left in free pages and in the write-ahead log goes with `Erasure.scrub`.
  @discardableResult
  public static func erase(_ name: String, of position: Position, in database: any Database) throws(DatabaseError) -> Bool {
    try database.run("DELETE FROM contents WHERE position = $1 AND name = $2", [.integer(position), .text(name)]) > 0
  }

  private static func read(_ row: Row) throws(DatabaseError) -> NewContent {
    guard let audience = Audience(rawValue: row.text(1)) else { throw .corrupt("a content has an unknown audience") }
    return NewContent(row.text(0), audience, bytes: row.blob(2))
  }
}
