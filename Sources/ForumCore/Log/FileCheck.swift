import Dispatch
import Synchronization

/// What SQLite itself knows of the pages of its file: that each can be read, belongs to one tree, and has its rows in order. PostgreSQL's
/// checksums are checked as its pages are read.
///
/// Runs on a thread of its own.
final class FileCheck: Sendable {
  private let found = Mutex<[LogCheck.Fault]>([])
  private let isDone = DispatchGroup()

  private struct Connection: @unchecked Sendable {  // used on the check's thread alone
    let database: any Database
  }

  /// Begins; closes the connection at the end. `withIndexes` searches every row of every table in every index of it, too, which takes
  /// several times as long as all else.
  init(_ database: any Database, withIndexes: Bool) {
    let connection = Connection(database: database)
    DispatchQueue.global(qos: .userInitiated).async(group: isDone) { [self] in
      let faults = Self.faults(in: connection.database, withIndexes: withIndexes)
      connection.database.close()
      found.withLock { $0 = faults }
    }
  }

  /// What is wrong. Waits for the end.
  func faults() -> [LogCheck.Fault] {
    isDone.wait()
    return found.withLock { $0 }
  }

  /// The same on this thread.
  static func faults(in database: any Database, withIndexes: Bool = false) -> [LogCheck.Fault] {
    do {
      return try database.rows(withIndexes ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)", []) { $0.text(0) }
        .filter { $0 != "ok" }.map { LogCheck.Fault(position: nil, kind: .unreadable, text: $0) }
    } catch {
      return [LogCheck.Fault(position: nil, kind: .unreadable, text: "\(error)")]
    }
  }
}
