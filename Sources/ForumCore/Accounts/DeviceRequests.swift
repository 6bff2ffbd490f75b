/// A program that waits to be allowed by a person in their browser (RFC 8628).
public struct DeviceRequest: Sendable, Equatable {
  public enum State: String, Sendable {
    case waiting, allowed, denied
  }

  /// What the program calls itself.
  public var name: String
  public var askedAt: Instant
  public var state: State

  public init(name: String, askedAt: Instant, state: State = .waiting) {
    self.name = name
    self.askedAt = askedAt
    self.state = state
  }
}

extension Reader {
  /// By the code that the person types; nil for one that is over or unknown.
  public func deviceRequest(userCode: PaperCode, now: Instant) throws -> DeviceRequest? {
    try database.row(
      "SELECT name, asked_at, state FROM device_requests WHERE user_code = $1 AND expires_at > $2",
      [.blob(userCode.hash), SQLValue(now)]
    ) { DeviceRequest($0) }
  }

  /// By the code that the program holds.
  public func deviceRequest(hash: [UInt8], now: Instant) throws -> DeviceRequest? {
    try database.row(
      "SELECT name, asked_at, state FROM device_requests WHERE hash = $1 AND expires_at > $2", [.blob(hash), SQLValue(now)]
    ) { DeviceRequest($0) }
  }
}

extension DeviceRequest {
  fileprivate init(_ row: Row) {
    self.init(name: row.text(0), askedAt: row.instant(1), state: State(rawValue: row.text(2))!)
  }
}

/// Writes to the requests of programs, in the ledger's transaction.
enum DeviceRequests {
  /// What is over goes on the way. Refused where too many wait: they are asked for by anybody.
  static func add(_ hash: [UInt8], userCode: [UInt8], name: String, in context: LedgerContext) throws {
    let now = context.now
    try context.database.run(
      "INSERT INTO device_requests (hash, user_code, name, asked_at, expires_at, state) VALUES ($1, $2, $3, $4, $5, 'waiting')",
      [
        .blob(hash), .blob(userCode), .text(name), SQLValue(now), SQLValue(now.adding(seconds: Limits.deviceSeconds)),
      ])
  }

  static func clear(in context: LedgerContext) throws {
    try context.database.run("DELETE FROM device_requests WHERE expires_at <= $1", [SQLValue(context.now)])
  }

  /// What the program holds becomes its token. Its answer can be asked for as often as it gets lost.
  static func allow(userCode: [UInt8], of participant: ParticipantID, role: Role, in context: LedgerContext) throws {
    try settle(userCode, .allowed, in: context)
    try context.database.run(
      """
      INSERT INTO tokens (hash, participant, role, name, created_at)
      SELECT hash, $2, $3, name, $4 FROM device_requests WHERE user_code = $1
      """, [.blob(userCode), SQLValue(participant), SQLValue(role), SQLValue(context.now)])
  }

  static func settle(_ userCode: [UInt8], _ state: DeviceRequest.State, in context: LedgerContext) throws {
    try context.database.run(
      "UPDATE device_requests SET state = $2 WHERE user_code = $1", [.blob(userCode), .text(state.rawValue)])
  }
}

extension Facts {
  func waitingDevices() throws -> Int {
    Int(try database.integer("SELECT count(*) FROM device_requests WHERE expires_at > $1", [SQLValue(now)]) ?? 0)
  }

  func deviceRequest(_ userCode: [UInt8]) throws -> DeviceRequest? {
    try database.row(
      "SELECT name, asked_at, state FROM device_requests WHERE user_code = $1 AND expires_at > $2",
      [.blob(userCode), SQLValue(now)]
    ) { DeviceRequest($0) }
  }

  func tokens(of person: ParticipantID) throws -> Int {
    Int(try database.integer("SELECT count(*) FROM tokens WHERE participant = $1", [SQLValue(person)]) ?? 0)
  }
}
