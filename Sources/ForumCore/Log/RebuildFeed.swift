import Dispatch
import Synchronization

/// Reads and parses the stretches of a log on a thread of its own, one ahead of who projects them: that is half of a rebuild's work.
///
/// Its connection is in a read transaction, which sees the same state as the projecting one's.
final class RebuildFeed: Sendable {
  /// An entry, and those of its contents that are still there, in the order in which they were written.
  typealias Item = (entry: Entry, contents: [NewContent])

  private let connection: Connection
  private let head: Position
  private let size: Position
  private let passedOver: String
  private let thread = DispatchQueue(label: "rebuild feed", qos: .userInitiated)
  private let stretch = Mutex<Result<[Item], any Error>?>(nil)
  private let isRead = DispatchSemaphore(value: 0)

  private struct Connection: @unchecked Sendable {  // used on the queue of the feed alone
    let database: any Database
  }

  /// Begins to read the log up to `head` in stretches of `size` entries, without the contents of the name `passedOver`.
  init(_ database: any Database, through head: Position, by size: Position, but passedOver: String) {
    connection = Connection(database: database)
    self.head = head
    self.size = size
    self.passedOver = passedOver
    ask(after: 0)
  }

  private func ask(after start: Position) {
    thread.async { [self] in
      let result = Result { try read(after: start) }
      stretch.withLock { $0 = result }
      isRead.signal()
    }
  }

  /// The next entries; none at the end. Waits; throws `DatabaseError.corrupt` for bytes that are no entry and for a gap.
  func next() throws -> [Item] {
    isRead.wait()
    let items = try stretch.withLock { try $0!.get() }
    if let last = items.last { ask(after: last.entry.position) } else { isRead.signal() }
    return items
  }

  /// Waits for the reading under way: then the connection is the caller's again.
  func end() { thread.sync {} }

  private func read(after start: Position) throws -> [Item] {
    let count = Int(min(size, head - start))
    var items: [Item] = []
    items.reserveCapacity(count)
    for bytes in try EventLog.bytes(after: start, limit: count, in: connection.database) {
      let entry = try EventLog.parse(bytes)
      guard entry.position == start + Position(items.count) + 1 else { break }
      items.append((entry, []))
    }
    guard items.count == count else {
      throw DatabaseError.corrupt("the log has a gap after \(start + Position(items.count))")
    }
    try addContents(to: &items, after: start)
    return items
  }

  private func addContents(to items: inout [Item], after start: Position) throws {
    try connection.database.each(
      """
      SELECT position, name, audience, bytes FROM contents WHERE position > $1 AND position <= $2 AND name <> $3
      ORDER BY position
      """, [.integer(start), .integer(start + Position(items.count)), .text(passedOver)]
    ) { row in
      guard let audience = Audience(rawValue: row.text(2)) else {
        throw DatabaseError.corrupt("a content has an unknown audience")
      }
      items[Int(row.int(0) - start) - 1].contents.append(NewContent(row.text(1), audience, bytes: row.blob(3)))
      return true
    }
    for index in items.indices where !items[index].contents.isEmpty {
      let kept = items[index].contents
      items[index].contents = items[index].entry.contents.compactMap { committed in
        kept.first { $0.name == committed.name }
      }
    }
  }
}
