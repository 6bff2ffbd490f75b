extension Reader {
  /// The address that a mailed link confirms for an account that exists; nil when it was used or is over.
  public func emailChange(hash: [UInt8], now: Instant) throws -> String? {
    try database.text(
      "SELECT email FROM email_changes WHERE hash = $1 AND expires_at > $2", [.blob(hash), SQLValue(now)])
  }
}

extension Facts {
  func emailChange(_ hash: [UInt8]) throws -> (participant: ParticipantID, email: String)? {
    try database.row(
      "SELECT participant, email FROM email_changes WHERE hash = $1 AND expires_at > $2", [.blob(hash), SQLValue(now)]
    ) { ($0.id(0), $0.text(1)) }
  }
}

/// Changes of addresses, written in the ledger's transaction. Only the hash of a link is kept; it works once, for a day.
enum EmailChanges {
  static func insert(
    _ hash: [UInt8], of participant: ParticipantID, to email: EmailAddress, in context: LedgerContext
  ) throws {
    let now = context.now
    try MailedLinks.removeExpired(in: context)
    try context.database.run(
      "INSERT INTO email_changes (hash, participant, email, email_folded, expires_at) VALUES ($1, $2, $3, $4, $5)",
      [
        .blob(hash), SQLValue(participant), .text(email.text), .text(email.folded),
        SQLValue(now.adding(seconds: MailedLinks.confirmationSeconds)),
      ])
  }

  static func removeAll(of participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM email_changes WHERE participant = $1", [SQLValue(participant)])
  }

  /// Links that would sign in through the old mailbox end with it.
  static func change(_ participant: ParticipantID, to email: EmailAddress, in context: LedgerContext) throws {
    try context.database.run(
      "UPDATE accounts SET email = $2, email_folded = $3 WHERE participant = $1",
      [SQLValue(participant), .text(email.text), .text(email.folded)])
    try removeAll(of: participant, in: context)
    try MailedLinks.removeSignIns(of: participant, in: context)
    try MailedLinks.removePending(email, in: context)
    try Invitations.removeAll(to: email, in: context)
  }
}
