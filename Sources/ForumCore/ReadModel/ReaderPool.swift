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
    while true {
      let kept = idle.withLock { $0.popLast() }
      let connection = try kept ?? Connection(database: location.open(.reader))
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

  func close() {
    let connections = idle.withLock { idle in
      defer { idle = [] }
      return idle
    }
    for connection in connections { connection.database.close() }
  }
}
