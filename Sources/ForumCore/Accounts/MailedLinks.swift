/// A registration whose address is to be confirmed.
struct PendingRegistration: Sendable, Equatable {
  var name: String
  var email: String
  var passwordHash: String
  var language: String
}

extension Reader {
  /// Whether a link that confirms an address is good, and for which address.
  public func pendingEmail(hash: [UInt8], now: Instant) throws -> String? {
    try database.text(
      "SELECT email FROM pending_registrations WHERE hash = $1 AND expires_at > $2", [.blob(hash), SQLValue(now)])
  }

  /// Whom a one-time link signs in; nil when it was used or is over.
  public func signInLink(hash: [UInt8], now: Instant) throws -> ParticipantID? {
    try database.row(
      "SELECT participant FROM sign_in_links WHERE hash = $1 AND expires_at > $2", [.blob(hash), SQLValue(now)]
    ) { $0.id(0) }
  }
}

extension Facts {
  func pendingRegistration(_ hash: [UInt8]) throws -> PendingRegistration? {
    try database.row(
      """
      SELECT name, email, password_hash, language FROM pending_registrations WHERE hash = $1 AND expires_at > $2
      """, [.blob(hash), SQLValue(now)]
    ) { PendingRegistration(name: $0.text(0), email: $0.text(1), passwordHash: $0.text(2), language: $0.text(3)) }
  }

  func signInLink(_ hash: [UInt8]) throws -> ParticipantID? { try Reader(database: database).signInLink(hash: hash, now: now) }

  func address(of participant: ParticipantID) throws -> String? {
    try database.row("SELECT email FROM accounts WHERE participant = $1", [SQLValue(participant)]) { $0.textOrNil(0) } ?? nil
  }

  /// The account at an address, as it was typed.
  func account(email typed: String) throws -> AccountRecord? { try Reader(database: database).account(email: typed) }
}

/// Links that are sent by mail, written in the ledger's transaction. Only the hash of a link is kept; it works once.
enum MailedLinks {
  /// How long an address can be confirmed, and a link signs in.
  static let confirmationSeconds: Int64 = 86_400
  static let signInSeconds: Int64 = 1_800

  static func insert(_ registration: Registration, email: EmailAddress, hash: [UInt8], in context: LedgerContext) throws {
    let now = context.now
    try context.database.run(
      """
      INSERT INTO pending_registrations (hash, name, email, email_folded, password_hash, language, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      [
        .blob(hash), .text(registration.name), .text(email.text), .text(email.folded), .text(registration.passwordHash),
        .text(registration.language), SQLValue(now.adding(seconds: confirmationSeconds)),
      ])
  }

  static func removeExpired(in context: LedgerContext) throws {
    for statement in [
      "DELETE FROM pending_registrations WHERE expires_at <= $1", "DELETE FROM sign_in_links WHERE expires_at <= $1",
      "DELETE FROM email_changes WHERE expires_at <= $1", "DELETE FROM organisation_links WHERE expires_at <= $1",
    ] as [SQL] {
      try context.database.run(statement, [SQLValue(context.now)])
    }
  }

  /// All that wait for this address: it has its account now.
  static func removePending(_ email: EmailAddress, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM pending_registrations WHERE email_folded = $1", [.text(email.folded)])
  }

  static func insertSignIn(
    _ hash: [UInt8], of participant: ParticipantID, validSeconds: Int64 = signInSeconds, in context: LedgerContext
  ) throws {
    let now = context.now
    try context.database.run(
      "INSERT INTO sign_in_links (hash, participant, expires_at) VALUES ($1, $2, $3)",
      [.blob(hash), SQLValue(participant), SQLValue(now.adding(seconds: validSeconds))])
  }

  /// Every link of a person: one was used.
  static func removeSignIns(of participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM sign_in_links WHERE participant = $1", [SQLValue(participant)])
  }
}
