/// Which decisions the public record lists.
public struct DecisionFilter: Sendable, Equatable {
  public var measure: Measure?
  public var ground: Ground?
  /// From here on, and before there.
  public var from: Instant?
  public var until: Instant?
  /// Those before this one.
  public var before: DecisionID?

  public init(
    measure: Measure? = nil, ground: Ground? = nil, from: Instant? = nil, until: Instant? = nil, before: DecisionID? = nil
  ) {
    self.measure = measure
    self.ground = ground
    self.from = from
    self.until = until
    self.before = before
  }
}

extension Reader {
  private static let decision: SQL = """
    SELECT d.id, d.measure, d.basis, d.ground, d.source, d.matter, d.about, d.post, d.thread, d.participant, pname.bytes,
      d.author, aname.bytes, d.second, sname.bytes, d.content_at, d.at, d.until, d.label, d.seconds, s.key, d.language, d.state,
      facts.bytes, explanation.bytes, t.number,
      (SELECT MAX(a.id) FROM appeals a WHERE a.decision = d.id AND a.outcome IS NULL)
    FROM decisions d
    LEFT JOIN participants p ON p.id = d.participant
    LEFT JOIN contents pname ON pname.position = p.name AND pname.name = 'name'
    LEFT JOIN participants a ON a.id = d.author
    LEFT JOIN contents aname ON aname.position = a.name AND aname.name = 'name'
    LEFT JOIN participants w ON w.id = d.second
    LEFT JOIN contents sname ON sname.position = w.name AND sname.name = 'name'
    LEFT JOIN spaces s ON s.id = d.space
    LEFT JOIN terms t ON t.id = d.terms
    LEFT JOIN contents facts ON facts.position = d.id AND facts.name = 'facts'
    LEFT JOIN contents explanation ON explanation.position = d.id AND explanation.name = 'explanation'
    """
  private static let decisionByID: SQL = decision + " WHERE d.id = $1"
  private static let decisionsAboutPerson: SQL =
    decision + " WHERE d.participant = $1 AND d.state NOT IN ('proposed', 'declined') ORDER BY d.id DESC LIMIT $2"
  private static let decisionsOnPost: SQL = decision + " WHERE d.post = $1 ORDER BY d.id DESC LIMIT $2"
  private static let decisionsOnThread: SQL = decision + " WHERE d.thread = $1 ORDER BY d.id DESC LIMIT $2"
  private static let proposed: SQL = decision + " WHERE d.state = 'proposed' ORDER BY d.id LIMIT $1"
  private static let listed: SQL =
    decision + """
       WHERE d.state NOT IN ('proposed', 'declined') AND d.id < $1 AND (CAST($2 AS TEXT) IS NULL OR d.measure = $2)
        AND (CAST($3 AS TEXT) IS NULL OR d.ground = $3) AND d.at >= $4 AND d.at < $5
      ORDER BY d.id DESC LIMIT $6
      """

  public func decision(_ id: DecisionID) throws -> DecisionRecord? {
    try database.row(Self.decisionByID, [SQLValue(id)]) { DecisionRecord($0) }
  }

  /// What was decided about a person or their words, newest first; not what is only proposed.
  public func decisions(about person: ParticipantID, limit: Int = Limits.page) throws -> [DecisionRecord] {
    try database.rows(Self.decisionsAboutPerson, [SQLValue(person), .integer(Int64(limit))]) { DecisionRecord($0) }
  }

  /// What was decided and proposed about a post or a thread, newest first.
  public func decisions(on subject: ModerationSubject, limit: Int = Limits.page) throws -> [DecisionRecord] {
    switch subject {
    case .post(let id):
      try database.rows(Self.decisionsOnPost, [SQLValue(id), .integer(Int64(limit))]) { DecisionRecord($0) }
    case .thread(let id):
      try database.rows(Self.decisionsOnThread, [SQLValue(id), .integer(Int64(limit))]) { DecisionRecord($0) }
    case .participant(let id): try decisions(about: id, limit: limit)
    }
  }

  /// Decisions that wait for a second moderator, the oldest first.
  public func proposedDecisions(limit: Int = Limits.page) throws -> [DecisionRecord] {
    try database.rows(Self.proposed, [.integer(Int64(limit))]) { DecisionRecord($0) }
  }

  /// The public record: decisions that were taken, newest first.
  public func decisions(_ filter: DecisionFilter, limit: Int) throws -> [DecisionRecord] {
    try database.rows(
      Self.listed,
      [
        .integer(filter.before?.rawValue ?? .max), SQLValue(filter.measure), SQLValue(filter.ground),
        .integer(filter.from?.microseconds ?? 0), .integer(filter.until?.microseconds ?? .max),
        .integer(Int64(min(limit, Limits.page + 1))),
      ]
    ) { DecisionRecord($0) }
  }

  /// When a person was told of a decision; nil where that has not happened yet.
  public func told(_ person: ParticipantID, of decision: DecisionID) throws -> Instant? {
    try database.integer(
      "SELECT at FROM told WHERE decision = $1 AND participant = $2", [SQLValue(decision), SQLValue(person)]
    ).map { Instant(microseconds: $0) }
  }

  /// Decisions about a person that they have not been shown.
  public func untold(_ person: ParticipantID) throws -> Int {
    let count = try database.integer(
      """
      SELECT count(*) FROM decisions d WHERE d.participant = $1 AND d.state NOT IN ('proposed', 'declined')
        AND NOT EXISTS (SELECT 1 FROM told WHERE told.decision = d.id AND told.participant = d.participant)
      """, [SQLValue(person)])
    return Int(count ?? 0)
  }

  private static let appeal: SQL = """
    SELECT a.id, a.decision, a.author, name.bytes, a.at, text.bytes, a.outcome, a.decided_at, reason.bytes
    FROM appeals a
    LEFT JOIN participants w ON w.id = a.author
    LEFT JOIN contents name ON name.position = w.name AND name.name = 'name'
    LEFT JOIN contents text ON text.position = a.id AND text.name = 'text'
    LEFT JOIN contents reason ON reason.position = a.decided AND reason.name = 'reason'
    """
  private static let appealByID: SQL = appeal + " WHERE a.id = $1"
  private static let appealsOpen: SQL = appeal + " WHERE a.outcome IS NULL ORDER BY a.id LIMIT $1"
  private static let appealsOfAuthor: SQL = appeal + " WHERE a.author = $1 ORDER BY a.id DESC LIMIT $2"
  private static let appealsOfDecision: SQL = appeal + " WHERE a.decision = $1 ORDER BY a.id DESC LIMIT $2"

  public func appeal(_ id: AppealID) throws -> AppealRecord? {
    try database.row(Self.appealByID, [SQLValue(id)]) { AppealRecord($0) }
  }

  /// Appeals that wait, the oldest first.
  public func openAppeals(limit: Int = Limits.page) throws -> [AppealRecord] {
    try database.rows(Self.appealsOpen, [.integer(Int64(limit))]) { AppealRecord($0) }
  }

  public func appeals(by author: ParticipantID, limit: Int = Limits.page) throws -> [AppealRecord] {
    try database.rows(Self.appealsOfAuthor, [SQLValue(author), .integer(Int64(limit))]) { AppealRecord($0) }
  }

  public func appeals(against decision: DecisionID, limit: Int = Limits.page) throws -> [AppealRecord] {
    try database.rows(Self.appealsOfDecision, [SQLValue(decision), .integer(Int64(limit))]) { AppealRecord($0) }
  }

  /// The edition of the terms in force, or one by its number; nil where there is none.
  public func terms(number: Int? = nil) throws -> TermsRecord? {
    try database.row(
      """
      SELECT t.id, t.number, t.at, c.bytes FROM terms t
      LEFT JOIN contents c ON c.position = t.id AND c.name = 'text'
      WHERE CAST($1 AS BIGINT) IS NULL OR t.number = $1 ORDER BY t.id DESC LIMIT 1
      """, [SQLValue(number.map { Int64($0) })]
    ) { row in
      TermsRecord(
        id: row.int(0), number: Int(row.int(1)), at: row.instant(2),
        text: row.textOrNil(3).flatMap { try? JSONParser.parse(Array($0.utf8)) })
    }
  }
}

extension DecisionRecord {
  fileprivate init(_ row: Row) {
    func person(_ column: Int) -> AuthorRecord? {
      (row.idOrNil(column) as ParticipantID?).map { AuthorRecord(id: $0, name: row.textOrNil(column + 1)) }
    }
    self.init(
      id: row.id(0), measure: Measure(rawValue: row.text(1))!, basis: DecisionBasis(rawValue: row.text(2))!,
      ground: Ground(rawValue: row.text(3))!, source: DecisionSource(rawValue: row.text(4))!, matter: row.idOrNil(5),
      about: ModerationSubject.Kind(rawValue: row.text(6))!, post: row.idOrNil(7), thread: row.idOrNil(8), person: person(9),
      author: person(11), second: person(13), contentAt: row.instantOrNil(15), at: row.instant(16), until: row.instantOrNil(17),
      label: row.textOrNil(18).flatMap(PostLabel.init(rawValue:)), seconds: row.intOrNil(19).map { Int($0) },
      space: row.textOrNil(20), language: row.text(21), state: DecisionState(rawValue: row.text(22))!, facts: row.textOrNil(23),
      explanation: row.textOrNil(24), terms: row.intOrNil(25).map { Int($0) }, hasOpenAppeal: row.intOrNil(26) != nil)
  }
}

extension AppealRecord {
  fileprivate init(_ row: Row) {
    let author: ParticipantID? = row.idOrNil(2)
    self.init(
      id: row.id(0), decision: row.id(1), author: author.map { AuthorRecord(id: $0, name: row.textOrNil(3)) }, at: row.instant(4),
      text: row.textOrNil(5), outcome: row.textOrNil(6).flatMap(AppealOutcome.init(rawValue:)), decidedAt: row.instantOrNil(7),
      reason: row.textOrNil(8))
  }
}
