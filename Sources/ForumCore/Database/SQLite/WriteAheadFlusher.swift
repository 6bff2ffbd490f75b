import Glibc
import Synchronization

/// Flushes the write-ahead log of a SQLite file, beside the connection that writes it.
///
/// Through a descriptor of its own: an fsync is about a file, not about who wrote to it, and SQLite takes no locks on this file that
/// closing the descriptor would drop.
final class WriteAheadFlusher: Flusher {
  private let path: String
  /// -1 until the first flush: a new database gets the file with its first transaction.
  private let descriptor = Mutex<Int32>(-1)

  /// `path` is that of the database.
  init(databasePath path: String) { self.path = path + "-wal" }

  deinit {
    descriptor.withLock { if $0 >= 0 { Glibc.close($0) } }
  }

  func flush() throws(DatabaseError) {
    let code = descriptor.withLock { descriptor in
      if descriptor < 0 {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        // The file's name must be as durable as what is in it.
        guard descriptor >= 0, Self.syncFolder(of: path) else { return errno }
      }
      return fdatasync(descriptor) == 0 ? 0 : errno
    }
    switch code {
    case 0: return
    case ENOSPC, EDQUOT: throw .diskFull
    default: throw .unavailable("\(path) could not be flushed: \(String(cString: strerror(code)))")
    }
  }

  private static func syncFolder(of path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { Glibc.close(descriptor) }
    return fsync(descriptor) == 0
  }
}
