import CPostgres
import Glibc

/// What another connection said with NOTIFY.
struct PostgresNotification: Equatable {
  let channel: String
  let payload: String
}

extension PostgresDatabase {
  /// What came on the channels that this connection LISTENs to. Waits for the first of it, at most so many seconds and no longer
  /// than until the descriptor `wake` has something to read. Outside a transaction only: PostgreSQL holds them back inside one.
  func notifications(within seconds: Double, orUntil wake: Int32) throws(DatabaseError) -> [PostgresNotification] {
    let waiting = taken()
    guard waiting.isEmpty else { return waiting }
    var sockets = [PQsocket(connection), wake].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    poll(&sockets, 2, Int32(seconds * 1_000))
    guard PQconsumeInput(connection) == 1 else { throw .unavailable("the connection that listens was lost") }
    return taken()
  }

  private func taken() -> [PostgresNotification] {
    var result: [PostgresNotification] = []
    while let notify = PQnotifies(connection) {
      result.append(
        PostgresNotification(
          channel: String(cString: notify.pointee.relname), payload: String(cString: notify.pointee.extra)))
      PQfreemem(notify)
    }
    return result
  }
}
