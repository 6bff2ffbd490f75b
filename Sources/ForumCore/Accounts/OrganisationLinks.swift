extension Reader {
  /// The organisation that a mailed link verifies; nil when it was used or is over.
  public func organisationLink(hash: [UInt8], now: Instant) throws -> OrganisationID? {
    try database.row(
      "SELECT organisation FROM organisation_links WHERE hash = $1 AND expires_at > $2", [.blob(hash), SQLValue(now)]
    ) { $0.id(0) }
  }
}

extension Facts {
  /// The organisation that a link verifies, and who asked for it.
  func organisationLink(_ hash: [UInt8]) throws -> (organisation: OrganisationID, person: ParticipantID)? {
    try database.row(
      "SELECT organisation, participant FROM organisation_links WHERE hash = $1 AND expires_at > $2",
      [.blob(hash), SQLValue(now)]
    ) { ($0.id(0), $0.id(1)) }
  }
}

/// Links that verify organisations, written in the ledger's transaction. Only the hash of a link is kept; it works once, for a day.
enum OrganisationLinks {
  static func insert(
    _ hash: [UInt8], of organisation: OrganisationID, by person: ParticipantID, in context: LedgerContext
  ) throws {
    let now = context.now
    try MailedLinks.removeExpired(in: context)
    try context.database.run(
      "INSERT INTO organisation_links (hash, organisation, participant, expires_at) VALUES ($1, $2, $3, $4)",
      [
        .blob(hash), SQLValue(organisation), SQLValue(person),
        SQLValue(now.adding(seconds: MailedLinks.confirmationSeconds)),
      ])
  }

  /// Every link of an organisation: one was used.
  static func removeAll(of organisation: OrganisationID, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM organisation_links WHERE organisation = $1", [SQLValue(organisation)])
  }
}
