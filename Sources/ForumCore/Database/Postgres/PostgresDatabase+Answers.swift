import CPostgres
import Glibc

/// Waiting for the server: for the answer to one statement, or to all that were sent one behind the other.
extension PostgresDatabase {
  /// Bytes of the statements under way. From 8 KiB on libpq sends by itself, and a server that has executed a statement without
  /// hearing that no more follows counts neither as idle nor as running: no timeout of its own would take the turn at the log from a node
  /// that stands still just then.
  static let pipelineBytes = 7_000

  /// Waits for what the server answers to what was sent: the last of its results, or the first that is an error. Nil when nothing
  /// could be sent. Throws `.unavailable`, with the connection given up, when nothing comes in time.
  func answer(_ isSent: Int32) throws(DatabaseError) -> OpaquePointer? {
    guard isSent == 1 else { return nil }
    let end = endOfPatience
    var answer: OpaquePointer?
    while true {
      let next: OpaquePointer?
      do throws(DatabaseError) {
        next = try nextResult(before: end)
      } catch {
        PQclear(answer)
        throw error
      }
      guard let next else { return answer }
      if answer.map(Self.isGood) ?? true {
        PQclear(answer)
        answer = next
      } else {
        PQclear(next)
      }
    }
  }

  // MARK: The pipeline

  func send(_ sql: SQL, _ values: [SQLValue]) throws(DatabaseError) {
    guard isInTransaction else {
      _ = try run(sql, values)
      return
    }
    try ready()
    if !fits(values) { try settle() }
    try pipe(sql.postgres, prepared: try prepared(sql.postgres), values)
    // A long one goes at once.
    if !fits([]) { try settle() }
  }

  func settle() throws(DatabaseError) {
    if !unanswered.isEmpty { PQclear(try answersOfPipeline()) }
  }

  /// Whether a statement with these values may still go with those under way.
  func fits(_ values: [SQLValue]) -> Bool { unansweredBytes + Self.size(of: values) <= Self.pipelineBytes }

  /// About what libpq writes for it.
  private static func size(of values: [SQLValue]) -> Int {
    values.reduce(80) { size, value in
      switch value {
      case .null: size + 8
      case .integer: size + 24
      case .text(let text): size + 8 + text.utf8.count
      case .blob(let bytes): size + 8 + bytes.count
      }
    }
  }

  /// Sends a statement without waiting for those before it.
  func pipe(_ text: SQL.Text, prepared name: String, _ values: [SQLValue]) throws(DatabaseError) {
    guard !unanswered.isEmpty || PQenterPipelineMode(connection) == 1, send(prepared: name, values) == 1 else {
      disconnect()
      throw .unavailable("a statement could not be sent")
    }
    unanswered.append(text)
    unansweredBytes += Self.size(of: values)
  }

  func run(_ sql: SQL, forEach rows: [[SQLValue]]) throws(DatabaseError) -> [Int] {
    var counts: [Int] = []
    guard isInTransaction else {
      for values in rows { counts.append(try run(sql, values)) }
      return counts
    }
    try settle()
    func count() throws(DatabaseError) {
      if !unanswered.isEmpty { PQclear(try answersOfPipeline { counts.append(Self.changedRows($0)) }) }
    }
    for values in rows {
      if !fits(values) { try count() }
      try pipe(sql.postgres, prepared: try prepared(sql.postgres), values)
    }
    try count()
    return counts
  }

  static func changedRows(_ result: OpaquePointer) -> Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }

  /// Waits for the answers to everything sent and gives the last one's; throws the first error. Each good one is shown to `body` in
  /// its order. After it nothing is under way.
  func answersOfPipeline(_ body: (OpaquePointer) -> Void = { _ in }) throws(DatabaseError) -> OpaquePointer {
    let texts = unanswered
    unanswered = []
    unansweredBytes = 0
    var last: OpaquePointer?
    var fault: DatabaseError?
    do throws(DatabaseError) {
      guard PQpipelineSync(connection) == 1 else { throw .unavailable("the pipeline could not be ended") }
      let end = endOfPatience
      for text in texts {
        PQclear(last)
        last = nil
        // One result each and then none; where one failed, those behind it say that they were passed over.
        while let result = try nextResult(before: end) {
          PQclear(last)
          last = result
        }
        guard let result = last else { throw .unavailable("the connection was lost") }
        if Self.isGood(result) {
          body(result)
        } else if fault == nil {
          last = nil
          fault = failure(result, statement: text.string, isPreparing: false)
        }
      }
      let sync = try nextResult(before: end)
      let isAtEnd = PQresultStatus(sync) == PGRES_PIPELINE_SYNC
      PQclear(sync)
      guard isAtEnd, PQexitPipelineMode(connection) == 1 else { throw .unavailable("the connection was lost") }
    } catch {
      // Where the server said why before it went, that is the reason.
      PQclear(last)
      disconnect()
      throw fault ?? error
    }
    if let fault {
      PQclear(last)
      throw fault
    }
    guard let last else { preconditionFailure("a pipeline holds a statement") }
    return last
  }

  // MARK: Waiting

  private var endOfPatience: ContinuousClock.Instant? { patience.map { ContinuousClock.now + .seconds($0) } }

  /// The next result; nil where a statement's answer is at its end. Throws when nothing comes in time, with the connection given up.
  private func nextResult(before end: ContinuousClock.Instant?) throws(DatabaseError) -> OpaquePointer? {
    while PQisBusy(connection) == 1 {
      guard isReadable(before: end) else {
        disconnect()
        throw .unavailable("the database did not answer in time")
      }
      // A connection that broke is told by the result that follows.
      if PQconsumeInput(connection) == 0 { break }
    }
    return PQgetResult(connection)
  }

  /// Waits until the socket has something to say, its end included; false when the time is over.
  private func isReadable(before end: ContinuousClock.Instant?) -> Bool {
    var socket = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
    while true {
      var milliseconds: Int32 = -1
      if let end {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return false }
        milliseconds = Int32(clamping: left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000 + 1)
      }
      let count = poll(&socket, 1, milliseconds)
      // A descriptor that cannot be waited for is the result's to explain.
      if count > 0 || (count < 0 && errno != EINTR) { return true }
    }
  }
}
