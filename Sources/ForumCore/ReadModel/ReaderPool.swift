import Dispatch
import Synchronization

/// Connections for reading, opened as they are needed and kept. Any thread may read; the transaction runs on the caller's.
final class ReaderPool: Sendable {
  private let location: DatabaseLocation
  private let places: DispatchSemaphore
  private let idle = Mutex<[Connection]>([])

  private struct Connection: @unchecked Sendable {  // taken out of `idle` by who reads and put back after: one user at a time
    let database: any Database
  }

  init(location: DatabaseLocation, count: Int) {
    self.location = location
    places = DispatchSemaphore(value: max(1, count))
  }

  func read<T>(_ body: (Reader) throws -> T) throws -> T {
    places.wait()
    defer { places.signal() }
    let connection = try idle.withLock { $0.popLast() } ?? Connection(database: location.open(.reader))
    do {
      let value = try connection.database.transaction(.read) { try body(Reader(database: connection.database)) }
      idle.withLock { $0.append(connection) }
      return value
    } catch DatabaseError.unavailable(let reason) {
      // The server went away; the next reader makes a new connection.
      connection.database.close()
      throw DatabaseError.unavailable(reason)
    } catch {
      idle.withLock { $0.append(connection) }
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
