/// A mail of the queue whose turn it is.
public struct QueuedMail: Sendable, Equatable {
  public var mail: OutgoingMail
  public var createdAt: Instant
  public var expiresAt: Instant
  /// Those made so far, this one included.
  public var attempts: Int

  public init(mail: OutgoingMail, createdAt: Instant, expiresAt: Instant, attempts: Int) {
    self.mail = mail
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.attempts = attempts
  }
}

extension Reader {
  /// Mails by their ids, as a claim answered them.
  public func mails(_ ids: [Int64]) throws -> [QueuedMail] {
    try ids.compactMap { id in
      try database.row(
        """
        SELECT participant, address, language, subject, body, created_at, expires_at, attempts FROM mails WHERE id = $1
        """, [.integer(id)]
      ) { row in
        var mail = OutgoingMail(
          participant: row.idOrNil(0), address: row.text(1), language: row.text(2), subject: row.text(3), body: row.text(4))
        mail.id = id
        return QueuedMail(mail: mail, createdAt: row.instant(5), expiresAt: row.instant(6), attempts: Int(row.int(7)))
      }
    }
  }

  /// Whether a mail's turn has come.
  public func hasDueMail(now: Instant) throws -> Bool {
    try database.integer("SELECT 1 FROM mails WHERE next_at <= $1 LIMIT 1", [SQLValue(now)]) != nil
  }

  /// How many mails wait, and since when the oldest does.
  public var waitingMails: (count: Int64, oldest: Instant?) {
    get throws {
      try database.row("SELECT count(*), MIN(created_at) FROM mails") { row in
        (row.int(0), row.intOrNil(1).map { Instant(microseconds: $0) })
      }!
    }
  }

  /// How far a follower of the log has come; nil where it never began.
  public func follower(_ name: String) throws -> Position? {
    try database.integer("SELECT position FROM followers WHERE name = $1", [.text(name)])
  }
}

extension Facts {
  /// Mails whose turn it is, the longest due first.
  func dueMails(limit: Int) throws -> [Int64] {
    try database.rows(
      "SELECT id FROM mails WHERE next_at <= $1 ORDER BY next_at, id LIMIT $2", [SQLValue(now), .integer(Int64(limit))]
    ) { $0.int(0) }
  }

  func waitingMails() throws -> Int {
    Int(try database.integer("SELECT count(*) FROM mails") ?? 0)
  }
}

/// The queue of mails, written in the ledger's transaction.
enum MailQueue {
  /// Seconds between an attempt and the next one: 1 minute, then longer, at most 4 hours.
  static func pause(afterAttempt attempt: Int) -> Int64 { min(14_400, 60 << Int64(min(8, max(0, attempt - 1)))) }

  static func add(_ mail: OutgoingMail, in context: LedgerContext) throws {
    let now = context.now
    try context.database.run(
      """
      INSERT INTO mails (id, participant, address, language, subject, body, created_at, next_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
      """,
      [
        .integer(mail.id), SQLValue(mail.participant), .text(mail.address), .text(mail.language), .text(mail.subject),
        .text(mail.body), SQLValue(now), SQLValue(now.adding(seconds: mail.usefulSeconds)),
      ])
  }

  /// From now on these are tried by one sender; should it die, they are due again after the usual pause.
  static func claim(_ ids: [Int64], in context: LedgerContext) throws {
    for id in ids {
      let attempts = try context.database.integer("SELECT attempts FROM mails WHERE id = $1", [.integer(id)]) ?? 0
      let next = context.now.adding(seconds: pause(afterAttempt: Int(attempts) + 1))
      try context.database.run(
        "UPDATE mails SET attempts = attempts + 1, next_at = $2 WHERE id = $1", [.integer(id), SQLValue(next)])
    }
  }

  static func remove(_ id: Int64, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM mails WHERE id = $1", [.integer(id)])
  }

  static func move(follower name: String, to position: Position, in context: LedgerContext) throws {
    try context.database.run(
      """
      INSERT INTO followers (name, position) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET position = excluded.position
      """, [.text(name), .integer(position)])
  }
}
