extension Reader {
  private static let matter: SQL = """
    SELECT m.id, m.about, m.post, m.thread, m.participant, m.ground, m.urgent, m.score, m.notices, m.opened_at, m.latest_at,
      m.decision, t.id, title.bytes, s.key, w.id, name.bytes, c.moderator, cname.bytes, c.expires_at, h.why
    FROM matters m
    LEFT JOIN posts p ON p.id = m.post
    LEFT JOIN held_posts h ON h.id = m.post
    LEFT JOIN threads t ON t.id = COALESCE(m.thread, p.thread, h.thread)
    LEFT JOIN contents title ON title.position = t.title AND title.name = 'title'
    LEFT JOIN spaces s ON s.id = COALESCE(t.space, m.space)
    LEFT JOIN participants w ON w.id = COALESCE(m.participant, p.author, h.author, t.author)
    LEFT JOIN contents name ON name.position = w.name AND name.name = 'name'
    LEFT JOIN claims c ON c.matter = m.id AND c.expires_at > $1
    LEFT JOIN participants cw ON cw.id = c.moderator
    LEFT JOIN contents cname ON cname.position = cw.name AND cname.name = 'name'
    """
  private static let one: SQL = matter + " WHERE m.id = $2"
  // The urgent first, then by what all notices weigh, then the oldest.
  // The identifiers of spaces that are listed as a JSON array.
  private static func listed(_ parameter: SQL) -> SQL {
    SQL(
      onSQLite: "(SELECT value FROM json_each(" + parameter + "))",
      onPostgres: "(SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(CAST(CAST(" + parameter + " AS TEXT) AS JSONB)))")
  }
  private static let queue: SQL =
    matter + """
       WHERE m.decision IS NULL AND (CAST($2 AS TEXT) IS NULL OR s.key = $2) AND (CAST($3 AS TEXT) IS NULL OR m.ground = $3)
        AND (CAST($6 AS TEXT) IS NULL OR s.id IN 
      """ + listed("$6") + """
      )

      ORDER BY m.urgent DESC, m.score DESC, m.id LIMIT $4 OFFSET $5
      """

  public func matter(_ id: MatterID, now: Instant) throws -> MatterRecord? {
    try database.row(Self.one, [SQLValue(now), SQLValue(id)]) { MatterRecord($0) }
  }

  /// The open matters, what is most pressing first.
  public func queue(
    space: String? = nil, within spaces: Set<SpaceID>? = nil, ground: Ground? = nil, skipping: Int = 0, limit: Int, now: Instant
  ) throws -> [MatterRecord] {
    try database.rows(
      Self.queue,
      [
        SQLValue(now), SQLValue(space), SQLValue(ground), .integer(Int64(min(limit, Limits.page))), .integer(Int64(skipping)),
        SQLValue(spaces.map(Self.list)),
      ]
    ) { MatterRecord($0) }
  }

  /// How many matters are open, and how many of them urgent.
  public func queueSize(within spaces: Set<SpaceID>? = nil) throws -> (open: Int, urgent: Int) {
    guard let spaces else {
      return try database.row("SELECT count(*), COALESCE(SUM(urgent), 0) FROM matters WHERE decision IS NULL", []) {
        (Int($0.int(0)), Int($0.int(1)))
      } ?? (0, 0)
    }
    return try database.row(
      Self.sizeWithin, [.text(Self.list(spaces))]
    ) { (Int($0.int(0)), Int($0.int(1))) } ?? (0, 0)
  }

  private static let sizeWithin: SQL =
    """
    SELECT count(*), COALESCE(SUM(m.urgent), 0) FROM matters m
    LEFT JOIN posts p ON p.id = m.post
    LEFT JOIN held_posts h ON h.id = m.post
    LEFT JOIN threads t ON t.id = COALESCE(m.thread, p.thread, h.thread)
    WHERE m.decision IS NULL AND COALESCE(t.space, m.space) IN 
    """ + listed("$1")

  private static func list(_ spaces: Set<SpaceID>) -> String { "[" + spaces.map(\.description).joined(separator: ",") + "]" }

  private static let notice: SQL = """
    SELECT n.id, n.matter, n.about, n.post, n.thread, n.participant, n.ground, n.at, n.author, name.bytes, n.decision, e.bytes,
      c.bytes
    FROM notices n
    LEFT JOIN participants w ON w.id = n.author
    LEFT JOIN contents name ON name.position = w.name AND name.name = 'name'
    LEFT JOIN contents e ON e.position = n.id AND e.name = 'explanation'
    LEFT JOIN contents c ON c.position = n.id AND c.name = 'contact'
    """
  private static let noticesOfMatter: SQL = notice + " WHERE n.matter = $1 ORDER BY n.id DESC LIMIT $2"
  private static let noticesOfAuthor: SQL = notice + " WHERE n.author = $1 ORDER BY n.id DESC LIMIT $2"
  private static let noticesDecided: SQL = notice + " WHERE n.decision = $1 ORDER BY n.id LIMIT $2"
  private static let noticeByID: SQL = notice + " WHERE n.id = $1"
  private static let noticeByReceipt: SQL =
    notice + " WHERE n.id = (SELECT notice FROM notice_receipts WHERE hash = $1)"

  /// The newest notices of a matter.
  public func notices(of matter: MatterID, limit: Int = Limits.page) throws -> [NoticeRecord] {
    try database.rows(Self.noticesOfMatter, [SQLValue(matter), .integer(Int64(limit))]) { NoticeRecord($0) }
  }

  /// The newest notices that a person gave.
  public func notices(by author: ParticipantID, limit: Int = Limits.page) throws -> [NoticeRecord] {
    try database.rows(Self.noticesOfAuthor, [SQLValue(author), .integer(Int64(limit))]) { NoticeRecord($0) }
  }

  /// The notices that a decision answered.
  public func notices(decided decision: DecisionID, limit: Int = Limits.page) throws -> [NoticeRecord] {
    try database.rows(Self.noticesDecided, [SQLValue(decision), .integer(Int64(limit))]) { NoticeRecord($0) }
  }

  public func notice(_ id: NoticeID) throws -> NoticeRecord? {
    try database.row(Self.noticeByID, [SQLValue(id)]) { NoticeRecord($0) }
  }

  /// The notice of a visitor who has its code: by the code's SHA-256.
  public func notice(receipt hash: [UInt8]) throws -> NoticeRecord? {
    try database.row(Self.noticeByReceipt, [.blob(hash)]) { NoticeRecord($0) }
  }
}

extension MatterRecord {
  fileprivate init(_ row: Row) {
    let claimant: ParticipantID? = row.idOrNil(17)
    let person: ParticipantID? = row.idOrNil(15)
    self.init(
      id: row.id(0),
      subject: ModerationSubject(
        kind: ModerationSubject.Kind(rawValue: row.text(1))!, post: row.idOrNil(2), thread: row.idOrNil(3),
        participant: row.idOrNil(4)), thread: row.idOrNil(12), threadTitle: row.textOrNil(13), space: row.textOrNil(14),
      person: person.map { AuthorRecord(id: $0, name: row.textOrNil(16)) }, ground: Ground(rawValue: row.text(5))!,
      isUrgent: row.bool(6), score: Int(row.int(7)), notices: Int(row.int(8)), openedAt: row.instant(9),
      latestAt: row.instant(10),
      decision: row.idOrNil(11), claimant: claimant.map { AuthorRecord(id: $0, name: row.textOrNil(18)) },
      claimedUntil: row.instantOrNil(19), why: row.textOrNil(20).flatMap(HoldReason.init(rawValue:)))
  }
}

extension NoticeRecord {
  fileprivate init(_ row: Row) {
    let author: ParticipantID? = row.idOrNil(8)
    let contact = row.textOrNil(12).flatMap { try? JSONParser.parse(Array($0.utf8)) }
    self.init(
      id: row.id(0), matter: row.id(1),
      subject: ModerationSubject(
        kind: ModerationSubject.Kind(rawValue: row.text(2))!, post: row.idOrNil(3), thread: row.idOrNil(4),
        participant: row.idOrNil(5)), ground: Ground(rawValue: row.text(6))!, at: row.instant(7),
      author: author.map { AuthorRecord(id: $0, name: row.textOrNil(9)) }, explanation: row.textOrNil(11),
      contactName: contact?["name"]?.string, contactEmail: contact?["email"]?.string, decision: row.idOrNil(10))
  }
}
