import CPostgres
import Glibc

/// Waiting for the server: for the answer to one statement, or to all that were sent one behind the other.
extension PostgresDatabase {
  /// The most statements under way. Their answers wait in buffers of the kernel and of libpq; each is some thirty bytes.
  static let pipelineLength = 256

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

  /// Sends a statement without waiting for those before it.
  func pipe(_ text: SQL.Text, prepared name: String, _ values: [SQLValue]) throws(DatabaseError) {
    guard !unanswered.isEmpty || PQenterPipelineMode(connection) == 1, send(prepared: name, values) == 1 else {
      disconnect()
      throw .unavailable("a statement could not be sent")
    }
    unanswered.append(text)
  }

  /// Waits for the answers to everything sent and gives the last one's; throws the first error. After it nothing is under way.
  func answersOfPipeline() throws(DatabaseError) -> OpaquePointer {
    let texts = unanswered
    unanswered = []
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
        if fault == nil, !Self.isGood(result) {
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
