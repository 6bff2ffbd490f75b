/// What an invitation opens an account with.
public struct InvitationRecord: Sendable, Equatable {
  /// The address it was mailed to, which is thereby confirmed; nil on paper.
  public var email: String?
  /// Whose account it opens: somebody for whom a facilitator wrote; nil for a new one.
  public var participant: ParticipantID?

  public init(email: String?, participant: ParticipantID?) {
    self.email = email
    self.participant = participant
  }
}

/// Invitations of one person that nobody has used yet.
public struct WaitingInvitations: Sendable, Equatable {
  public var onPaper: Int
  public var mailed: Int

  public init(onPaper: Int, mailed: Int) {
    self.onPaper = onPaper
    self.mailed = mailed
  }
}

extension Reader {
  /// Nil where there is none, or it was used, taken back, or is over.
  public func invitation(hash: [UInt8], now: Instant) throws -> InvitationRecord? {
    try database.row(
      "SELECT email, participant FROM invitations WHERE hash = $1 AND expires_at > $2",
      [.blob(hash), SQLValue(now)]
    ) { InvitationRecord(email: $0.textOrNil(0), participant: $0.idOrNil(1)) }
  }

  public func waitingInvitations(by author: ParticipantID, now: Instant) throws -> WaitingInvitations {
    try database.row(
      """
      SELECT count(*) FILTER (WHERE email IS NULL), count(*) FILTER (WHERE email IS NOT NULL)
      FROM invitations WHERE author = $1 AND expires_at > $2
      """, [SQLValue(author), SQLValue(now)]
    ) { WaitingInvitations(onPaper: Int($0.int(0)), mailed: Int($0.int(1))) } ?? WaitingInvitations(onPaper: 0, mailed: 0)
  }

  /// The account of who came with this code on paper.
  public func account(code: PaperCode) throws -> AccountRecord? {
    guard
      let id = try database.row(
        "SELECT participant FROM accounts WHERE code_hash = $1", [.blob(code.hash)], { $0.id(0) as ParticipantID })
    else { return nil }
    return try account(of: id)
  }
}

extension Facts {
  func invitation(_ hash: [UInt8]) throws -> InvitationRecord? {
    try Reader(database: database).invitation(hash: hash, now: now)
  }

  func waitingInvitations(by author: ParticipantID) throws -> Int {
    let waiting = try Reader(database: database).waitingInvitations(by: author, now: now)
    return waiting.onPaper + waiting.mailed
  }
}

/// The table of invitations, written in the ledger's transaction.
enum Invitations {
  static func add(
    _ hashes: [[UInt8]], email: EmailAddress? = nil, for participant: ParticipantID? = nil, by author: ParticipantID,
    in context: LedgerContext
  ) throws {
    let now = context.now
    try context.database.run("DELETE FROM invitations WHERE expires_at <= $1", [SQLValue(now)])
    for hash in hashes {
      try context.database.run(
        """
        INSERT INTO invitations (hash, author, email, email_folded, created_at, expires_at, participant)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [
          .blob(hash), SQLValue(author), SQLValue(email?.text), SQLValue(email?.folded), SQLValue(now),
          SQLValue(now.adding(seconds: Limits.invitationSeconds)), SQLValue(participant),
        ])
    }
  }

  static func use(_ hash: [UInt8], in context: LedgerContext) throws {
    try context.database.run("DELETE FROM invitations WHERE hash = $1", [.blob(hash)])
  }

  /// Everything to this address: it has its account now.
  static func removeAll(to email: EmailAddress, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM invitations WHERE email_folded = $1", [.text(email.folded)])
  }

  static func removeAll(for participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM invitations WHERE participant = $1", [SQLValue(participant)])
  }

  static func removeAll(by author: ParticipantID, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM invitations WHERE author = $1", [SQLValue(author)])
  }
}
