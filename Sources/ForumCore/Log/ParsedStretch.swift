import Dispatch
import Synchronization

/// Entries being parsed on another thread, while whoever asked for them does something else: parsing is half of a rebuild's work.
final class ParsedStretch: Sendable {
  private let result = Mutex<Result<[Entry], DatabaseError>?>(nil)
  private let isDone = DispatchGroup()

  /// Begins to parse the entries, given as they stand in the log.
  init(_ entries: [[UInt8]]) {
    isDone.enter()
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let parsed = Result { () throws(DatabaseError) in
        var parsed: [Entry] = []
        parsed.reserveCapacity(entries.count)
        for bytes in entries { parsed.append(try EventLog.parse(bytes)) }
        return parsed
      }
      result.withLock { $0 = parsed }
      isDone.leave()
    }
  }

  /// The entries, once they are parsed. Waits; throws `DatabaseError.corrupt` for bytes that are no entry.
  func entries() throws(DatabaseError) -> [Entry] {
    isDone.wait()
    return try result.withLock { $0! }.get()
  }
}
