/// A post that waits for a moderator, or waited: for moderators and its author.
public struct HeldRecord: Sendable, Equatable {
  public var id: PostID
  /// Nil where it would open a thread.
  public var thread: ThreadID?
  public var threadTitle: String?
  public var space: SpaceID?
  public var kind: ThreadKind?
  public var territory: String?
  public var parent: PostID?
  public var author: AuthorRecord
  public var speaker: Speaker
  public var at: Instant
  public var why: HoldReason
  public var language: String
  public var state: HeldState
  /// Of the thread it would open; empty for a reply, nil when erased.
  public var title: String?
  public var body: String?
  /// The decision that refused it.
  public var decision: DecisionID?
}

extension Reader {
  private static let held: SQL = """
    SELECT h.id, h.thread, ttitle.bytes, h.space, h.kind, h.territory, h.parent, h.author, name.bytes, speaker.bytes, h.at, h.why,
      h.language, h.state, title.bytes, body.bytes, h.decision
    FROM held_posts h
    LEFT JOIN threads t ON t.id = h.thread
    LEFT JOIN contents ttitle ON ttitle.position = t.title AND ttitle.name = 'title'
    LEFT JOIN participants w ON w.id = h.author
    LEFT JOIN contents name ON name.position = w.name AND name.name = 'name'
    LEFT JOIN contents speaker ON speaker.position = h.id AND speaker.name = 'speaker'
    LEFT JOIN contents title ON title.position = h.id AND title.name = 'title'
    LEFT JOIN contents body ON body.position = h.id AND body.name = 'body'
    """
  private static let heldByID: SQL = held + " WHERE h.id = $1"
  private static let heldOfAuthor: SQL =
    held + " WHERE h.author = $1 AND h.state IN ('held', 'refused') ORDER BY h.id DESC LIMIT $2"

  public func heldPost(_ id: PostID) throws -> HeldRecord? {
    try database.row(Self.heldByID, [SQLValue(id)]) { HeldRecord($0) }
  }

  /// What a person wrote that waits or was refused, newest first.
  public func heldPosts(of author: ParticipantID, limit: Int = Limits.page) throws -> [HeldRecord] {
    try database.rows(Self.heldOfAuthor, [SQLValue(author), .integer(Int64(limit))]) { HeldRecord($0) }
  }

  /// The rules set at a position, or the last set; nil where there are none.
  public func rules(_ position: Position? = nil) throws -> RuleSet? {
    try database.row(
      """
      SELECT r.links, r.repeats, r.per_hour, c.bytes FROM rules r
      LEFT JOIN contents c ON c.position = r.id AND c.name = 'words'
      WHERE CAST($1 AS BIGINT) IS NULL OR r.id = $1 ORDER BY r.id DESC LIMIT 1
      """, [SQLValue(position)]
    ) { row in
      let words = row.textOrNil(3).flatMap { try? JSONParser.parse(Array($0.utf8)) }
      return RuleSet(
        words: words?["words"]?.array?.compactMap(\.string) ?? [], links: row.intOrNil(0).map { Int($0) }, repeats: row.bool(1),
        perHour: row.intOrNil(2).map { Int($0) })
    }
  }

  /// How each space has its posts read first.
  public func spacePolicies() throws -> [String: SpacePolicy] {
    let rows = try database.rows("SELECT key, premoderation, newcomer_posts FROM spaces", []) { row in
      (row.text(0), SpacePolicy(row, at: 1))
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}

extension HeldRecord {
  fileprivate init(_ row: Row) {
    let speaker = row.textOrNil(9).flatMap { try? JSONParser.parse(Array($0.utf8)) }.map(Speaker.init) ?? Speaker()
    self.init(
      id: row.id(0), thread: row.idOrNil(1), threadTitle: row.textOrNil(2), space: row.idOrNil(3),
      kind: row.textOrNil(4).flatMap(ThreadKind.init(rawValue:)), territory: row.textOrNil(5), parent: row.idOrNil(6),
      author: AuthorRecord(id: row.idOrNil(7) ?? ParticipantID(0), name: row.textOrNil(8)), speaker: speaker, at: row.instant(10),
      why: HoldReason(rawValue: row.text(11))!, language: row.text(12), state: HeldState(rawValue: row.text(13))!,
      title: row.textOrNil(14), body: row.textOrNil(15), decision: row.idOrNil(16))
  }
}
