/// A passkey that was just made.
public struct NewPasskey: Sendable, Equatable {
  public let id: [UInt8]
  public let key: PasskeyKey
  public let signCount: Int64

  public init(id: [UInt8], key: PasskeyKey, signCount: Int64) {
    self.id = id
    self.key = key
    self.signCount = signCount
  }
}

/// A passkey as its holder sees it.
public struct PasskeyRecord: Sendable, Equatable {
  public var id: [UInt8]
  public var name: String
  public var createdAt: Instant
  public var usedAt: Instant?

  public init(id: [UInt8], name: String, createdAt: Instant, usedAt: Instant?) {
    self.id = id
    self.name = name
    self.createdAt = createdAt
    self.usedAt = usedAt
  }
}

extension Reader {
  public func passkeys(of participant: ParticipantID) throws -> [PasskeyRecord] {
    try database.rows(
      "SELECT id, name, created_at, used_at FROM passkeys WHERE participant = $1 ORDER BY created_at, id",
      [SQLValue(participant)]
    ) { PasskeyRecord(id: $0.blob(0), name: $0.text(1), createdAt: $0.instant(2), usedAt: $0.instantOrNil(3)) }
  }

  /// The public half by which a signature is checked.
  public func passkeyKey(id: [UInt8]) throws -> PasskeyKey? {
    try database.row("SELECT public_key, algorithm FROM passkeys WHERE id = $1", [.blob(id)]) { row in
      PasskeyKey.Algorithm(rawValue: row.int(1)).map { PasskeyKey(algorithm: $0, info: row.blob(0)) }
    } ?? nil
  }
}

extension Facts {
  func passkey(id: [UInt8]) throws -> (participant: ParticipantID, signCount: Int64)? {
    try database.row("SELECT participant, sign_count FROM passkeys WHERE id = $1", [.blob(id)]) {
      (ParticipantID(Position($0.int(0))), $0.int(1))
    }
  }

  func passkeyCount(of participant: ParticipantID) throws -> Int {
    Int(try database.integer("SELECT count(*) FROM passkeys WHERE participant = $1", [SQLValue(participant)]) ?? 0)
  }

  func isChallengeUsed(_ hash: [UInt8]) throws -> Bool {
    try database.integer("SELECT 1 FROM used_challenges WHERE hash = $1", [.blob(hash)]) != nil
  }
}

/// The tables of passkeys, written in the ledger's transaction.
enum Passkeys {
  /// A challenge is good for ten minutes, and is remembered for longer than that.
  private static let rememberedSeconds: Int64 = 1_800

  static func add(
    _ passkey: NewPasskey, name: String, of participant: ParticipantID, session: [UInt8], in context: LedgerContext
  ) throws {
    try context.database.run(
      """
      INSERT INTO passkeys (id, participant, public_key, algorithm, sign_count, name, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """,
      [
        .blob(passkey.id), SQLValue(participant), .blob(passkey.key.info), .integer(passkey.key.algorithm.rawValue),
        .integer(passkey.signCount), .text(name), SQLValue(context.now),
      ])
    try context.database.run(
      "UPDATE sessions SET strong = 1 WHERE hash = $1 AND participant = $2", [.blob(session), SQLValue(participant)])
  }

  /// Without anything but a password, the person's sessions are no longer strong.
  static func remove(_ id: [UInt8], of participant: ParticipantID, in context: LedgerContext) throws {
    try context.database.run("DELETE FROM passkeys WHERE id = $1 AND participant = $2", [.blob(id), SQLValue(participant)])
    try SecondFactors.weaken(participant, in: context)
  }

  static func use(_ id: [UInt8], signCount: Int64, in context: LedgerContext) throws {
    try context.database.run(
      "UPDATE passkeys SET sign_count = $2, used_at = $3 WHERE id = $1", [.blob(id), .integer(signCount), SQLValue(context.now)])
  }

  /// What was signed once is not taken again.
  static func use(challenge hash: [UInt8], in context: LedgerContext) throws {
    try context.database.run("DELETE FROM used_challenges WHERE expires_at <= $1", [SQLValue(context.now)])
    try context.database.run(
      "INSERT INTO used_challenges (hash, expires_at) VALUES ($1, $2)",
      [.blob(hash), SQLValue(context.now.adding(seconds: rememberedSeconds))])
  }
}
