import Dispatch
import Synchronization

/// Connections for reading, opened as they are needed and kept. Any thread may read; the transaction runs on the caller's.
final class ReaderPool: Sendable {
  private let location: DatabaseLocation
  private let use: ConnectionUse
  private let places: DispatchSemaphore
  private let idle = Mutex<[Connection]>([])
  private let outage = Mutex(Outage())

  private struct Connection: @unchecked Sendable {  // taken out of `idle` by who reads and put back after: one user at a time
    let database: any Database
  }

  init(location: DatabaseLocation, count: Int, use: ConnectionUse = .reader) {
    self.location = location
    self.use = use
    places = DispatchSemaphore(value: max(1, count))
  }

  func read<T>(_ body: (Reader) throws -> T) throws -> T {
    places.wait()
    defer { places.signal() }
    while true {
      let kept = idle.withLock { $0.popLast() }
      let connection = try kept ?? open()
      var hasBegun = false
      do {
        let value = try connection.database.transaction(.read) {
          hasBegun = true
          return try body(Reader(database: connection.database))
        }
        idle.withLock { $0.append(connection) }
        return value
      } catch DatabaseError.unavailable(let reason) {
        connection.database.close()
        // One that was cut while it lay idle says so at BEGIN: nothing has been read, and the next one may be good.
        guard kept != nil, !hasBegun else { throw DatabaseError.unavailable(reason) }
      } catch {
        idle.withLock { $0.append(connection) }
        throw error
      }
    }
  }

  /// While the database is out of reach one reader at a time waits for a connection, and the others are told at once: they would
  /// only hold the workers.
  private func open() throws(DatabaseError) -> Connection {
    guard outage.withLock({ $0.claimsAttempt() }) else { throw .unavailable("it was tried a moment ago") }
    do throws(DatabaseError) {
      let connection = Connection(database: try location.open(use))
      outage.withLock { $0.ended() }
      return connection
    } catch {
      outage.withLock { $0.failed() }
      throw error
    }
  }

  func close() {
    let connections = idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
    for connection in connections { connection.database.close() }
  }
}
