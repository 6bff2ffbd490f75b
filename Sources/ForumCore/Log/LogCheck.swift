/// Verifies a log from end to end: what stands, what was erased, and that nothing was cut, moved or rewritten. Of the tables beside the
/// log and its contents only the pages are looked at; whether the read model is what the log makes it, `RebuildDriver` tells.
///
/// Runs in one read transaction beside the server, in steps of `step` entries, and remembers nothing of one step in the next but the
/// Merkle frontier: a log of any size takes the same memory.
public struct LogCheck {
  static let step: Position = 500

  private let database: any Database
  private let known: KnownRoot?
  private let hasher = SHA256()
  private var report = Report()
  private var frontier = MerkleFrontier()
  private var streams = LogStreamsCheck()
  /// The time of the last entry.
  private var lastAt: Instant?

  /// Checks the log of a database that may be damaged so much that it cannot even be opened: that is a fault too.
  /// `withIndexes` looks at the indexes of all tables of a SQLite file. `progress` gets the position reached and the last one;
  /// `waitsForFile` is called once the log is through, before the end of what is looked for in the file's pages is waited for. Throws
  /// only where the database cannot be reached.
  public static func run(
    at location: DatabaseLocation, known: KnownRoot? = nil, withIndexes: Bool = false,
    progress: (Position, Position) -> Void = { _, _ in }, waitsForFile: () -> Void = {}
  ) throws -> Report {
    // Before the log's end is read: a server that runs beside goes on meanwhile.
    let noted = HeadMark.noted(at: location)
    let database: any Database
    do throws(DatabaseError) {
      database = try location.open(.reader)
    } catch {
      guard let reason = damage(error) else { throw error }
      var report = Report()
      report.add(nil, .unreadable, reason)
      return report
    }
    defer { database.close() }
    // What lies in the file's pages is of no one moment, so that another connection looks at them meanwhile.
    let file = database.engine == .sqlite ? FileCheck(try location.open(.reader), withIndexes: withIndexes) : nil
    var check = LogCheck(database: database, known: known)
    do {
      try check.runInTransaction(progress)
    } catch {
      _ = file?.faults()
      throw error
    }
    if let file {
      waitsForFile()
      check.report.add(file.faults())
    }
    if let loss = HeadMark.loss(noted, logID: check.report.logID, position: check.report.size) {
      check.report.add(nil, .head, loss)
    }
    return check.report
  }

  /// The same on an open connection, one thing after the other.
  static func run(
    on database: any Database, known: KnownRoot? = nil, progress: (Position, Position) -> Void = { _, _ in }
  ) throws -> Report {
    var check = LogCheck(database: database, known: known)
    if database.engine == .sqlite { check.report.add(FileCheck.faults(in: database)) }
    try check.runInTransaction(progress)
    return check.report
  }

  private init(database: any Database, known: KnownRoot?) {
    self.database = database
    self.known = known
  }

  private mutating func runInTransaction(_ progress: (Position, Position) -> Void) throws {
    do {
      try database.begin(.read)
      defer { database.rollback() }
      try run(progress)
    } catch let error as DatabaseError {
      guard let reason = Self.damage(error) else { throw error }
      report.add(nil, .unreadable, reason)
    }
  }

  private mutating func run(_ progress: (Position, Position) -> Void) throws {
    var stored: LogHead?
    do {
      stored = try EventLog.head(in: database)
    } catch let error as DatabaseError {
      guard let reason = Self.damage(error) else { throw error }
      report.add(nil, .head, reason)
    }
    report.logID = stored?.logID ?? ""
    report.size = stored?.position ?? 0
    let last = try max(report.size, database.integer("SELECT max(position) FROM log") ?? 0)
    var position: Position = 0
    while position < last, !report.isFull {
      let end = min(position + Self.step, last)
      // Without a head every entry is still read, and what is wrong is named.
      let entries = try checkEntries(after: position, through: end, head: stored?.position ?? .max)
      try LogContentsCheck(database: database, hasher: hasher).run(entries, after: position, through: end, &report)
      position = end
      progress(position, last)
    }
    guard !report.isFull else { return }
    try streams.finish(in: database, &report)
    report.root = frontier.root(with: hasher)
    if let stored { check(stored, last) }
    try LogContentsCheck.findStray(after: last, in: database, &report)
  }

  // MARK: Entries

  private struct StoredEntry {
    let position: Position
    let at: Instant
    let stream: String
    let version: Int64
    let type: String
    let entry: [UInt8]
    let leafHash: [UInt8]
  }

  /// Answers the entries of the step that could be read.
  private mutating func checkEntries(after start: Position, through end: Position, head: Position) throws -> [Entry] {
    var entries: [Entry] = []
    var expected = start + 1
    for stored in try storedEntries(after: start, through: end) {
      while expected < stored.position {
        report.add(expected, .missingEntry, "there is no entry")
        expected += 1
      }
      expected = stored.position + 1
      if let entry = check(stored, head: head) { entries.append(entry) }
    }
    while expected <= end {
      report.add(expected, .missingEntry, "there is no entry")
      expected += 1
    }
    return entries
  }

  private mutating func storedEntries(after start: Position, through end: Position) throws -> [StoredEntry] {
    do {
      return try database.rows(
        """
        SELECT position, at, stream, version, type, entry, leaf_hash FROM log
        WHERE position > $1 AND position <= $2 ORDER BY position
        """, [.integer(start), .integer(end)]
      ) { row in
        StoredEntry(
          position: row.int(0), at: row.instant(1), stream: row.text(2), version: row.int(3), type: row.text(4),
          entry: row.blob(5), leafHash: row.blob(6))
      }
    } catch let error as DatabaseError {
      guard let reason = Self.damage(error) else { throw error }
      guard end - start > 1 else {
        report.add(end, .unreadable, reason)
        streams.isComplete = false
        return []
      }
      // One by one, to name those that cannot be read and keep the others.
      return try (start + 1...end).flatMap { try storedEntries(after: $0 - 1, through: $0) }
    }
  }

  private mutating func check(_ stored: StoredEntry, head: Position) -> Entry? {
    streams.met(stored.stream, stored.version, at: stored.position)
    let leafHash = Merkle.leaf(stored.entry, with: hasher)
    if leafHash != stored.leafHash {
      report.add(stored.position, .leafHash, "the entry's hash is not the one kept beside it")
    }
    if stored.position <= head {
      frontier.append(leafHash, with: hasher)
      if let known, known.size == stored.position, frontier.root(with: hasher) != known.root {
        report.add(
          stored.position, .root, "the root of the first \(stored.position) entries is not the one known outside")
      }
    }
    let entry: Entry
    do throws(EntryError) {
      entry = try EntryCodec.parse(stored.entry)
    } catch {
      report.add(stored.position, .malformedEntry, error.description)
      return nil
    }
    let stream = entry.stream.description
    if entry.position != stored.position || entry.at != stored.at || stream != stored.stream
      || Int64(entry.version) != stored.version || entry.type != stored.type
    {
      report.add(
        stored.position, .columnsDiffer, "position, time, stream, version or type beside the entry say something else")
      streams.doubt([stream, stored.stream])
    }
    lastAt = entry.at
    if entry.type == Erasure.eventType { report.erased += 1 }
    return entry
  }

  // MARK: The end

  private mutating func check(_ head: LogHead, _ last: Position) {
    if last != head.position {
      report.add(nil, .head, "log_head ends at \(head.position) and the log at \(last)")
    }
    if last == head.position, let lastAt, head.at != lastAt {
      report.add(nil, .head, "log_head and the last entry have different times")
    }
    if head.format > LogHead.knownFormat {
      report.add(nil, .head, "log_head has the format \(head.format), and this program knows \(LogHead.knownFormat)")
    }
    if frontier != head.frontier { report.add(nil, .head, "the Merkle frontier in log_head is not that of the entries") }
    if let known {
      if let size = known.size, size > head.position {
        report.add(nil, .root, "a root is known of \(size) entries and there are \(head.position): the end was cut off")
      } else if known.size == nil, known.root != report.root {
        report.add(nil, .root, "the root is not the one known outside")
      }
    }
  }
}
