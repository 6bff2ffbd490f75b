/// What a person has set up besides a password.
public struct SecondFactorRecord: Sendable, Equatable {
  /// Whether an app makes codes, and they are asked for at sign-in.
  public var hasOneTimePassword: Bool
  /// Recovery codes that were not used yet.
  public var recoveryCodes: Int
  public var passkeys: [PasskeyRecord]

  public init(hasOneTimePassword: Bool, recoveryCodes: Int, passkeys: [PasskeyRecord]) {
    self.hasOneTimePassword = hasOneTimePassword
    self.recoveryCodes = recoveryCodes
    self.passkeys = passkeys
  }
}

extension Reader {
  public func secondFactor(of participant: ParticipantID) throws -> SecondFactorRecord {
    let confirmed = try database.integer(
      "SELECT 1 FROM one_time_passwords WHERE participant = $1 AND confirmed_at IS NOT NULL", [SQLValue(participant)])
    let codes = try database.integer("SELECT count(*) FROM recovery_codes WHERE participant = $1", [SQLValue(participant)])
    return SecondFactorRecord(
      hasOneTimePassword: confirmed != nil, recoveryCodes: Int(codes ?? 0), passkeys: try passkeys(of: participant))
  }

  /// The secret that waits to be confirmed, to be shown again; nil where none does.
  public func unconfirmedSecret(of participant: ParticipantID) throws -> [UInt8]? {
    try database.row(
      "SELECT secret FROM one_time_passwords WHERE participant = $1 AND confirmed_at IS NULL", [SQLValue(participant)]
    ) { $0.blob(0) }
  }
}

extension Facts {
  /// The secret, whether it is confirmed, and the step of the last code taken.
  func oneTimePassword(of participant: ParticipantID) throws -> (secret: [UInt8], isConfirmed: Bool, lastStep: Int64)? {
    try database.row(
      "SELECT secret, confirmed_at, last_step FROM one_time_passwords WHERE participant = $1", [SQLValue(participant)]
    ) { ($0.blob(0), $0.intOrNil(1) != nil, $0.int(2)) }
  }

  /// Whether this session may change what is shown besides the password: there is nothing yet, or it was shown.
  func mayChangeSecondFactor(of participant: ParticipantID, in session: [UInt8]) throws -> Bool {
    try database.integer(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM sessions WHERE hash = $2 AND participant = $1 AND strong = 1)
        OR (NOT EXISTS (SELECT 1 FROM passkeys WHERE participant = $1)
          AND NOT EXISTS (SELECT 1 FROM one_time_passwords WHERE participant = $1 AND confirmed_at IS NOT NULL))
      """, [SQLValue(participant), .blob(session)]) != nil
  }

  func hasRecoveryCode(_ hash: [UInt8], of participant: ParticipantID) throws -> Bool {
    try database.integer(
      "SELECT 1 FROM recovery_codes WHERE hash = $1 AND participant = $2", [.blob(hash), SQLValue(participant)]) != nil
  }
}

/// A code that was right: how it is used up.
enum UsedCode: Sendable, Equatable {
  case oneTimePassword(step: Int64)
  case recovery(hash: [UInt8])
}

/// The tables of second factors, written in the ledger's transaction.
enum SecondFactors {
  /// A secret that waits for its first code; another that waited is forgotten.
  static func propose(_ secret: [UInt8], of participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run(
      """
      INSERT INTO one_time_passwords (participant, secret) VALUES ($1, $2)
      ON CONFLICT (participant) DO UPDATE SET secret = excluded.secret, last_step = 0
      WHERE one_time_passwords.confirmed_at IS NULL
      """, [SQLValue(participant), .blob(secret)])
  }

  /// From now on codes are asked for. The session in which it happens is strong; the others end.
  static func confirm(
    of participant: ParticipantID, step: Int64, recovery: [[UInt8]], session: [UInt8], in context: LedgerContext
  ) throws {
    try context.database.run(
      "UPDATE one_time_passwords SET confirmed_at = $2, last_step = $3 WHERE participant = $1",
      [SQLValue(participant), SQLValue(context.now), .integer(step)])
    try replaceRecoveryCodes(of: participant, by: recovery, in: context)
    try strengthen(session, of: participant, in: context)
  }

  static func replaceRecoveryCodes(
    of participant: ParticipantID, by recovery: [[UInt8]], in context: LedgerContext
  ) throws {
    try context.database.run("DELETE FROM recovery_codes WHERE participant = $1", [SQLValue(participant)])
    for hash in recovery {
      try context.database.run(
        "INSERT INTO recovery_codes (hash, participant) VALUES ($1, $2)", [.blob(hash), SQLValue(participant)])
    }
  }

  /// This session showed more than a password; those that did not end.
  static func strengthen(_ session: [UInt8], of participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run(
      "UPDATE sessions SET strong = 1 WHERE hash = $1 AND participant = $2", [.blob(session), SQLValue(participant)])
    try context.database.run(
      "DELETE FROM sessions WHERE participant = $1 AND strong = 0", [SQLValue(participant)])
  }

  static func use(_ code: UsedCode, of participant: ParticipantID, in context: LedgerContext) throws {
    switch code {
    case .oneTimePassword(let step):
      try context.database.run(
        "UPDATE one_time_passwords SET last_step = $2 WHERE participant = $1", [SQLValue(participant), .integer(step)])
    case .recovery(let hash):
      try context.database.run("DELETE FROM recovery_codes WHERE hash = $1", [.blob(hash)])
    }
  }

  /// Codes are asked for no more. Without a passkey the person's sessions are no longer strong.
  static func end(of participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM one_time_passwords WHERE participant = $1", [SQLValue(participant)])
    try context.database.run("DELETE FROM recovery_codes WHERE participant = $1", [SQLValue(participant)])
    try weaken(participant, in: context)
  }

  /// Nothing but the password is left, and nobody is signed in.
  static func reset(_ participant: ParticipantID, in context: LedgerContext) throws {
    try end(of: participant, in: context)
    try context.database.run("DELETE FROM passkeys WHERE participant = $1", [SQLValue(participant)])
    try context.database.run("DELETE FROM sessions WHERE participant = $1", [SQLValue(participant)])
  }

  /// Where nothing but a password is left, no session is strong.
  static func weaken(_ participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run(
      """
      UPDATE sessions SET strong = 0 WHERE participant = $1
        AND NOT EXISTS (SELECT 1 FROM passkeys WHERE participant = $1)
        AND NOT EXISTS (SELECT 1 FROM one_time_passwords WHERE participant = $1 AND confirmed_at IS NOT NULL)
      """, [SQLValue(participant)])
  }
}
