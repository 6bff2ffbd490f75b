extension Reader {
  /// The place up to which a person has read a thread; nil where they never opened it.
  public func readMark(of participant: ParticipantID, in thread: ThreadID) throws -> Position? {
    try database.row(
      "SELECT placed FROM read_marks WHERE participant = $1 AND thread = $2", [SQLValue(participant), SQLValue(thread)]
    ) { $0.int(0) }
  }

  public func account(email: String) throws -> AccountRecord? {
    guard let address = try? EmailAddress(email) else { return nil }
    return try database.row(
      "SELECT participant, email, password_hash, language, created_at FROM accounts WHERE email_folded = $1",
      [.text(address.folded)]
    ) { AccountRecord($0) }
  }

  public func account(of participant: ParticipantID) throws -> AccountRecord? {
    try database.row(
      "SELECT participant, email, password_hash, language, created_at FROM accounts WHERE participant = $1",
      [SQLValue(participant)]
    ) { AccountRecord($0) }
  }

  /// Nil when there is none, or it has expired at `now`.
  public func session(hash: [UInt8], now: Instant) throws -> SessionRecord? {
    let found = try database.row(
      """
      SELECT s.participant, p.role, n.bytes, s.created_at, s.seen_at, s.expires_at, s.strong, p.space_roles
      FROM sessions s
      JOIN participants p ON p.id = s.participant
      LEFT JOIN contents n ON n.position = p.name AND n.name = 'name'
      WHERE s.hash = $1 AND s.expires_at > $2
      """, [.blob(hash), SQLValue(now)]
    ) { row in
      let session = SessionRecord(
        participant: row.id(0), role: Role(rawValue: row.text(1))!, name: row.textOrNil(2), createdAt: row.instant(3),
        seenAt: row.instant(4), expiresAt: row.instant(5), isStrong: row.bool(6))
      return (session: session, spaceRoles: row.int(7))
    }
    guard let (found, count) = found else { return nil }
    var session = found
    session.spaceRoles = try spaceRoles(of: session.participant, count: count)
    return session
  }

  public func token(hash: [UInt8]) throws -> TokenRecord? {
    let found = try database.row(
      """
      SELECT t.participant, t.role, p.role, n.bytes, t.created_at, p.space_roles FROM tokens t
      JOIN participants p ON p.id = t.participant
      LEFT JOIN contents n ON n.position = p.name AND n.name = 'name'
      WHERE t.hash = $1
      """, [.blob(hash)]
    ) { row in
      let token = TokenRecord(
        participant: row.id(0), limit: Role(rawValue: row.text(1))!, role: Role(rawValue: row.text(2))!,
        name: row.textOrNil(3), createdAt: row.instant(4))
      return (token: token, spaceRoles: row.int(5))
    }
    guard let (found, count) = found else { return nil }
    var token = found
    token.spaceRoles = try spaceRoles(of: token.participant, count: count)
    return token
  }

  /// Every bearer token, oldest first: for the operator, who can end them.
  public func tokens() throws -> [TokenListing] {
    try database.rows("SELECT hash, participant, role, name, created_at FROM tokens ORDER BY created_at, hash") { row in
      TokenListing(
        hash: row.blob(0), participant: row.id(1), limit: Role(rawValue: row.text(2))!, name: row.text(3),
        createdAt: row.instant(4))
    }
  }

  /// When the terms in force were published, where that was after a person made their account and they have not opened them.
  public func unseenTerms(of participant: ParticipantID) throws -> Instant? {
    try database.row(
      """
      SELECT t.at FROM terms t JOIN accounts a ON a.participant = $1
      WHERE t.id = (SELECT MAX(id) FROM terms) AND t.at > a.created_at AND COALESCE(a.terms_seen, 0) < t.number
      """, [SQLValue(participant)]
    ) { $0.instant(0) }
  }

  public func isSetupLinkValid(hash: [UInt8], now: Instant) throws -> Bool {
    try database.integer(
      "SELECT 1 FROM setup_links WHERE hash = $1 AND used_at IS NULL AND expires_at > $2", [.blob(hash), SQLValue(now)]) != nil
  }

  /// A key of this installation, the same for every process on this database: 32 bytes.
  public func secret(_ name: SecretName) throws -> [UInt8] {
    guard let bytes = try database.row("SELECT bytes FROM secrets WHERE name = $1", [SQLValue(name)], { $0.blob(0) }) else {
      throw DatabaseError.corrupt("the secret \(name.rawValue) is missing")
    }
    return bytes
  }
}

extension AccountRecord {
  fileprivate init(_ row: Row) {
    self.init(
      participant: row.id(0), email: row.textOrNil(1), passwordHash: row.textOrNil(2), language: row.text(3),
      createdAt: row.instant(4))
  }
}

/// Writes to the tables beside the log, in the ledger's transaction.
enum AccountTables {
  static func insertAccount(
    _ participant: ParticipantID, email: EmailAddress?, codeHash: [UInt8]? = nil, passwordHash: String, language: String,
    in context: LedgerContext
  ) throws {
    try context.database.run(
      """
      INSERT INTO accounts (participant, email, email_folded, code_hash, password_hash, language, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      [
        SQLValue(participant), SQLValue(email?.text), SQLValue(email?.folded), codeHash.map { .blob($0) } ?? .null,
        .text(passwordHash), .text(language), SQLValue(context.now),
      ])
  }

  /// The old session ends where the new one begins; expired ones of anybody go on the way.
  static func start(_ session: NewSession, in context: LedgerContext) throws {
    let now = context.now
    try context.database.run("DELETE FROM sessions WHERE expires_at <= $1", [SQLValue(now)])
    if let replaced = session.replaces { try end(replaced, in: context) }
    try context.database.run(
      """
      INSERT INTO sessions (hash, participant, created_at, seen_at, expires_at, device, strong)
      VALUES ($1, $2, $3, $3, $4, $5, $6)
      """,
      [
        .blob(session.hash), SQLValue(session.participant), SQLValue(now),
        SQLValue(now.adding(seconds: Limits.sessionIdleSeconds)), .text(String(session.device.prefix(Limits.device))),
        SQLValue(session.isStrong),
      ])
  }

  /// Unused for the idle time, or older than the whole time, a session ends; in use it goes on.
  static func touch(_ hash: [UInt8], in context: LedgerContext) throws {
    let now = context.now
    try context.database.run(
      """
      UPDATE sessions SET seen_at = $2,
        expires_at = CASE WHEN created_at + $4 < $3 THEN created_at + $4 ELSE $3 END
      WHERE hash = $1 AND expires_at > $2 AND seen_at < $5
      """,
      [
        .blob(hash), SQLValue(now), SQLValue(now.adding(seconds: Limits.sessionIdleSeconds)),
        .integer(Limits.sessionSeconds * 1_000_000), SQLValue(now.adding(seconds: -Limits.sessionTouchSeconds)),
      ])
  }

  static func end(_ hash: [UInt8], in context: LedgerContext) throws {
    try context.database.run("DELETE FROM sessions WHERE hash = $1", [.blob(hash)])
  }

  static func changePassword(
    of participant: ParticipantID, to passwordHash: String, keeping hash: [UInt8]?, in context: LedgerContext
  ) throws {
    try context.database.run(
      "UPDATE accounts SET password_hash = $2 WHERE participant = $1", [SQLValue(participant), .text(passwordHash)])
    try context.database.run(
      "DELETE FROM sessions WHERE participant = $1 AND hash <> $2", [SQLValue(participant), .blob(hash ?? [])])
    // Whoever knew the old password may have asked for another address.
    try EmailChanges.removeAll(of: participant, in: context)
  }

  static func insertToken(
    _ hash: [UInt8], of participant: ParticipantID, role: Role, name: String, in context: LedgerContext
  ) throws {
    try context.database.run(
      "INSERT INTO tokens (hash, participant, role, name, created_at) VALUES ($1, $2, $3, $4, $5)",
      [.blob(hash), SQLValue(participant), SQLValue(role), .text(name), SQLValue(context.now)])
  }

  /// `owner` nil revokes anybody's.
  static func revokeToken(_ hash: [UInt8], of owner: ParticipantID?, in context: LedgerContext) throws {
    try context.database.run(
      "DELETE FROM tokens WHERE hash = $1 AND (CAST($2 AS BIGINT) IS NULL OR participant = $2)", [.blob(hash), SQLValue(owner)])
  }

  static func insertSetupLink(_ hash: [UInt8], validSeconds: Int64, in context: LedgerContext) throws {
    try context.database.run(
      "INSERT INTO setup_links (hash, created_at, expires_at) VALUES ($1, $2, $3)",
      [.blob(hash), SQLValue(context.now), SQLValue(context.now.adding(seconds: validSeconds))])
  }

  static func useSetupLink(_ hash: [UInt8], in context: LedgerContext) throws {
    try context.database.run("UPDATE setup_links SET used_at = $2 WHERE hash = $1", [.blob(hash), SQLValue(context.now)])
  }

  /// Keys that are missing are made; those that another process made meanwhile stay.
  static func insertSecret(_ name: SecretName, _ bytes: [UInt8], in context: LedgerContext) throws {
    try context.database.run(
      "INSERT INTO secrets (name, bytes) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", [SQLValue(name), .blob(bytes)])
  }

  /// How many posts who has read a thread have behind them, after posts left it.
  static func recountMarks(of thread: ThreadID, in context: LedgerContext) throws {
    try context.database.run(
      """
      UPDATE read_marks SET number = (SELECT count(*) FROM posts p WHERE p.thread = $1 AND p.placed <= read_marks.placed)
      WHERE thread = $1
      """, [SQLValue(thread)])
  }

  static func markTermsSeen(_ number: Int, by participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run(
      "UPDATE accounts SET terms_seen = $2 WHERE participant = $1 AND COALESCE(terms_seen, 0) < $2",
      [SQLValue(participant), .integer(Int64(number))])
  }

  /// A mark only goes forward.
  static func markRead(_ thread: ThreadID, placed: Position, by participant: ParticipantID, in context: LedgerContext) throws {
    let seen = try context.database.row(
      "SELECT placed, number FROM posts WHERE thread = $1 AND placed <= $2 ORDER BY placed DESC LIMIT 1",
      [SQLValue(thread), .integer(placed)]
    ) { row in (placed: row.int(0), number: row.int(1)) }
    guard let seen else { return }
    try context.database.run(
      """
      INSERT INTO read_marks (participant, thread, placed, number) VALUES ($1, $2, $3, $4)
      ON CONFLICT (participant, thread) DO UPDATE SET placed = excluded.placed, number = excluded.number
      WHERE read_marks.placed < excluded.placed
      """, [SQLValue(participant), SQLValue(thread), .integer(seen.placed), .integer(seen.number)])
  }
}
