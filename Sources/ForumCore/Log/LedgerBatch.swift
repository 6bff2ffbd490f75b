/// One batch inside its transaction: the end of the log as it moves, the versions of the streams it touched.
struct LedgerBatch {
  /// How long answers to commands are kept.
  static let keptSeconds: Int64 = 24 * 3_600
  /// How far a clock that went back is pulled up to the entry before.
  private static let pulledUp: Int64 = 10_000_000

  /// Names the batch in `commands`: found there, the whole batch happened.
  let id = Base64URL.encode(RandomBytes.make(16))
  private(set) var head: LogHead!
  private(set) var hasWritten = false
  private let database: any Database
  private let projector: any Projector
  private let projection: any Projection
  private let tools: Tools
  private var versions: [Stream: Int] = [:]

  /// What a batch works with and the next one takes over: nothing of it says anything about the database.
  struct Tools {
    let clock: Ledger.WallClock
    let hasher = SHA256()
    let salts = RandomSupply()
  }

  init(in database: any Database, projector: any Projector, tools: Tools) {
    self.database = database
    self.projector = projector
    self.tools = tools
    projection = projector.begin(in: database)
  }

  /// Waits for the other writers and reads where the log ends.
  mutating func takeTurn() throws {
    guard let head = try database.rows(LogHead.takeTurn, [], LogHead.read).first else {
      throw DatabaseError.corrupt("log_head has no row")
    }
    self.head = try head.get()
    guard self.head.format <= LogHead.knownFormat else {
      throw DatabaseError.other(
        code: "format", "the log is of format \(self.head.format), this program writes \(LogHead.knownFormat)")
    }
  }

  // MARK: One command

  mutating func carryOut(_ job: LedgerJob) throws -> Result<Receipt, CommandFailure> {
    let now = time()
    if let key = job.id.key,
      let kept = try Self.answer(to: job.id, key: key, since: now.adding(seconds: -Self.keptSeconds), in: database)
    {
      guard kept.fingerprint == job.id.fingerprint else { return .failure(.idempotencyMismatch) }
      // A stored answer is told when it is as safe as a new one: this batch's commit waits for the replicas that its own waited for.
      hasWritten = true
      return .success(try kept.receipt())
    }
    let context = LedgerContext(database: database, next: head.position + 1, now: now)
    let decision: Decision
    switch try job.command.decide(in: context) {
    case .failure(let rejection): return .failure(.rejected(rejection))
    case .success(let value): decision = value
    }
    var positions: [Position] = []
    for event in decision.events {
      try append(event, at: now)
      positions.append(head.position)
    }
    if let record = decision.record {
      hasWritten = true
      try record(context)
    }
    let receipt = Receipt(position: head.position, positions: positions, answer: decision.answer)
    if let key = job.id.key {
      hasWritten = true
      try Self.keep(receipt, for: job.id, key: key, at: now, in: database)
    }
    return .success(receipt)
  }

  private mutating func append(_ event: NewEvent, at now: Instant) throws {
    guard projector.knows(type: event.type) else {
      throw DatabaseError.other(code: "program", "the event type \(event.type) is unknown")
    }
    hasWritten = true
    let position = head.position + 1
    let stream = Stream(event.stream.kind, event.stream.id ?? position)
    // A stream that begins with this event has no version to look up.
    let before = try event.stream.id == nil ? 0 : versions[stream] ?? EventLog.version(of: stream, in: database)
    versions[stream] = before + 1
    let hasher = tools.hasher
    let salted = event.contents.map { (content: $0, salt: tools.salts.take(Commitment.saltSize)) }
    let commitments = salted.map { content, salt in
      ContentCommitment(name: content.name, commitment: Commitment.of(content.bytes, salt: salt, with: hasher))
    }
    try Contents.insert(salted, of: position, into: database)
    let bytes: [UInt8]
    do throws(EntryError) {
      bytes = try EntryCodec.format(
        position: position, at: now, stream: stream, version: before + 1, type: event.type, by: event.by,
        organisation: event.organisation, data: event.data, contents: commitments, cause: event.cause)
    } catch {
      throw DatabaseError.other(code: "program", "an event of type \(event.type) cannot be an entry: \(error)")
    }
    let entry = Entry(
      position: position, at: now, stream: stream, version: before + 1, type: event.type, by: event.by,
      organisation: event.organisation, data: event.data, contents: commitments, cause: event.cause, bytes: bytes)
    let leafHash = Merkle.leaf(bytes, with: hasher)
    try EventLog.append(entry, leafHash: leafHash, to: database)
    head.frontier.append(leafHash, with: hasher)
    head.position = position
    head.at = now
    try projection.apply(entry, contents: event.contents)
  }

  /// The wall time; where the clock went back by at most ten seconds, the time of the entry before.
  private func time() -> Instant {
    let now = tools.clock()
    return now < head.at && head.at.microseconds - now.microseconds <= Self.pulledUp ? head.at : now
  }

  // MARK: The end

  /// Writes what the projection held back, the log's new end, the batch's row and the notification, and waits for all of it: last
  /// before the commit, whose failure means something else.
  func finish() throws {
    try projection.finish()
    try head.write(to: database)
    try database.send(
      "INSERT INTO commands (person, key, fingerprint, at, answer) VALUES (0, $1, $2, $3, '')",
      [.text(Self.batchPrefix + id), .blob([]), SQLValue(tools.clock())])
    if database.engine == .postgres {
      try database.send(
        "SELECT pg_notify($1, $2)", [.text(NodeLink.logChannel), .text("\(head.logID) \(head.position)")])
    }
    try database.settle()
  }

  static func happened(_ batch: String, in database: any Database) throws -> Bool {
    try database.integer("SELECT 1 FROM commands WHERE person = 0 AND key = $1", [.text(batchPrefix + batch)]) == 1
  }

  static func purge(before moment: Instant, in database: any Database) throws {
    try database.run("DELETE FROM commands WHERE at < $1", [SQLValue(moment)])
  }

  // MARK: Answers

  /// Keys of clients and ids of batches must not meet, whatever a client sends.
  private static let clientPrefix = "key:"
  private static let batchPrefix = "batch:"

  private struct KeptAnswer {
    let fingerprint: [UInt8]
    let answer: String

    func receipt() throws -> Receipt {
      guard let value = try? JSONParser.parse(Array(answer.utf8)), let position = value["position"]?.integer,
        let positions = value["positions"]?.array, let numbers = value["answer"]?.array
      else { throw DatabaseError.corrupt("the stored answer to a command") }
      return Receipt(
        position: position, positions: positions.compactMap(\.integer), answer: numbers.compactMap(\.integer), replayed: true)
    }
  }

  private static func answer(to id: CommandID, key: String, since moment: Instant, in database: any Database) throws
    -> KeptAnswer?
  {
    try database.row(
      "SELECT fingerprint, answer FROM commands WHERE person = $1 AND key = $2 AND at >= $3",
      [.integer(id.person), .text(clientPrefix + key), SQLValue(moment)]
    ) { KeptAnswer(fingerprint: $0.blob(0), answer: $0.text(1)) }
  }

  private static func keep(_ receipt: Receipt, for id: CommandID, key: String, at now: Instant, in database: any Database) throws
  {
    var writer = JSONWriter()
    writer.object([
      "position": .integer(receipt.position), "positions": .array(receipt.positions.map { .integer($0) }),
      "answer": .array(receipt.answer.map { .integer($0) }),
    ])
    // The row that stands is older than a day and not purged yet; a younger one was answered from.
    try database.send(
      """
      INSERT INTO commands (person, key, fingerprint, at, answer) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (person, key) DO UPDATE SET fingerprint = excluded.fingerprint, at = excluded.at, answer = excluded.answer
      """,
      [
        .integer(id.person), .text(clientPrefix + key), .blob(id.fingerprint), SQLValue(now),
        .text(String(decoding: writer.bytes, as: UTF8.self)),
      ])
  }
}
