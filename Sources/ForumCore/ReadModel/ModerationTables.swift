/// Writes to moderation's tables beside the log, in the ledger's transaction.
enum ModerationTables {
  static func insertReceipt(_ hash: [UInt8], of notice: NoticeID, in context: LedgerContext) throws {
    try context.database.run(
      "INSERT INTO notice_receipts (hash, notice) VALUES ($1, $2)", [.blob(hash), SQLValue(notice)])
  }

  /// Claims that are over go on the way.
  static func claim(_ matter: MatterID, by moderator: ParticipantID, isOn: Bool, in context: LedgerContext) throws {
    try context.database.run(
      "DELETE FROM claims WHERE expires_at <= $1 OR matter = $2", [SQLValue(context.now), SQLValue(matter)])
    guard isOn else { return }
    try context.database.run(
      "INSERT INTO claims (matter, moderator, expires_at) VALUES ($1, $2, $3)",
      [SQLValue(matter), SQLValue(moderator), SQLValue(context.now.adding(seconds: Limits.claimSeconds))])
  }

  /// The first time counts.
  static func markTold(_ decisions: [DecisionID], _ participant: ParticipantID, in context: LedgerContext) throws {
    for decision in decisions {
      try context.database.run(
        "INSERT INTO told (decision, participant, at) VALUES ($1, $2, $3) ON CONFLICT (decision, participant) DO NOTHING",
        [SQLValue(decision), SQLValue(participant), SQLValue(context.now)])
    }
  }
}
