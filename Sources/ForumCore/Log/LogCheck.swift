/// Verifies a log from end to end: what stands, what was erased, and that nothing was cut, moved or rewritten.
///
/// Runs in one read transaction beside the server, in steps of `step` entries, so that a log of any size takes little memory.
public struct LogCheck {
  /// What is wrong, and where.
  public struct Fault: Sendable, Equatable, CustomStringConvertible {
    public enum Kind: String, Sendable {
      /// A page of the file, or a row, cannot be read.
      case unreadable
      /// A position without an entry.
      case missingEntry = "missing-entry"
      /// The bytes are not an entry.
      case malformedEntry = "malformed-entry"
      /// The columns beside the entry say something else than it.
      case columnsDiffer = "columns-differ"
      /// The kept hash is not the entry's.
      case leafHash = "leaf-hash"
      /// A stream's versions do not follow one another.
      case streamVersion = "stream-version"
      /// A content is not what was committed to.
      case commitment
      /// Who may read a content is not known.
      case audience
      /// A content is gone and no event erased it.
      case missingContent = "missing-content"
      /// A content that no entry speaks of.
      case strayContent = "stray-content"
      /// `log_head` does not fit the entries.
      case head
      /// The root is not the one known outside.
      case root
    }

    public let position: Position?
    public let kind: Kind
    public let text: String

    public var description: String { "\(position.map { "position \($0): " } ?? "")\(kind.rawValue): \(text)" }
  }

  /// What a check found.
  public struct Report: Sendable, Equatable {
    public var logID = ""
    public var size: Position = 0
    /// The Merkle root over all entries.
    public var root: [UInt8] = []
    public var contents = 0
    public var erased = 0
    /// The first `maximumFaults`, in the order they were met.
    public var faults: [Fault] = []
    public var isWhole: Bool { faults.isEmpty }
  }

  /// A root published or noted outside this database, and the size of the log it is the root of.
  public struct KnownRoot: Sendable, Equatable {
    public let root: [UInt8]
    /// Nil: of the whole log as it is now.
    public let size: Position?

    public init(root: [UInt8], size: Position? = nil) {
      self.root = root
      self.size = size
    }
  }

  public static let maximumFaults = 1_000
  private static let step: Position = 1_000

  private let database: any Database
  private let known: KnownRoot?
  private let hasher = SHA256()
  private var report = Report()
  private var frontier = MerkleFrontier()
  /// The time of the last entry.
  private var lastAt: Instant?
  /// The last version of every stream; a stream that has ended its life still counts, so this is the check's largest memory.
  private var versions: [Stream: Int] = [:]
  /// Contents that are gone and whose erasure has not been met yet.
  private var gone: Set<ContentPlace> = []
  /// Erasures met before the content they name, which never should be.
  private var erasures: Set<ContentPlace> = []

  private struct ContentPlace: Hashable {
    let position: Position
    let name: String
  }

  /// Checks the log of a database that may be damaged so much that it cannot even be opened: that is a fault too.
  /// `progress` gets the position reached and the last one. Throws only where the database cannot be reached.
  public static func run(
    at location: DatabaseLocation, known: KnownRoot? = nil, progress: (Position, Position) -> Void = { _, _ in }
  ) throws -> Report {
    let database: any Database
    do throws(DatabaseError) {
      database = try location.open(.reader)
    } catch {
      guard let reason = damage(error) else { throw error }
      var report = Report()
      report.faults = [Fault(position: nil, kind: .unreadable, text: reason)]
      return report
    }
    defer { database.close() }
    return try run(on: database, known: known, progress: progress)
  }

  /// The same on an open connection.
  public static func run(
    on database: any Database, known: KnownRoot? = nil, progress: (Position, Position) -> Void = { _, _ in }
  ) throws -> Report {
    var check = LogCheck(database: database, known: known)
    do {
      try database.transaction(.read) { try check.run(progress) }
    } catch let error as DatabaseError {
      guard let reason = damage(error) else { throw error }
      check.fault(nil, .unreadable, reason)
    }
    return check.report
  }

  /// What an error says of the database itself; nil where only the way to it is at fault. A schema whose page is damaged
  /// shows in statements that the engine does not understand any more.
  private static func damage(_ error: DatabaseError) -> String? {
    switch error {
    case .corrupt(let reason): reason
    case .other(_, let reason): reason
    case .diskFull, .busy, .unavailable, .constraint: nil
    }
  }

  private init(database: any Database, known: KnownRoot?) {
    self.database = database
    self.known = known
  }

  private mutating func run(_ progress: (Position, Position) -> Void) throws {
    checkFile()
    var stored: LogHead?
    do {
      stored = try EventLog.head(in: database)
    } catch let error as DatabaseError {
      guard let reason = Self.damage(error) else { throw error }
      fault(nil, .head, reason)
    }
    report.logID = stored?.logID ?? ""
    report.size = stored?.position ?? 0
    let last = try max(report.size, database.integer("SELECT max(position) FROM log") ?? 0)
    var position: Position = 0
    while position < last, report.faults.count < Self.maximumFaults {
      let end = min(position + Self.step, last)
      // Without a head every entry is still read, and what is wrong is named.
      try checkEntries(after: position, through: end, head: stored?.position ?? .max)
      try checkContents(after: position, through: end)
      position = end
      progress(position, last)
    }
    try checkEnd(stored, last)
  }

  // MARK: Entries

  /// What a step's contents are held against.
  private var commitments: [ContentPlace: [UInt8]] = [:]

  private mutating func checkEntries(after start: Position, through end: Position, head: Position) throws {
    commitments = [:]
    var expected = start + 1
    for stored in try storedEntries(after: start, through: end) {
      while expected < stored.position {
        fault(expected, .missingEntry, "there is no entry")
        expected += 1
      }
      expected = stored.position + 1
      check(stored, head: head)
    }
    while expected <= end {
      fault(expected, .missingEntry, "there is no entry")
      expected += 1
    }
  }

  private struct StoredEntry {
    let position: Position
    let at: Instant
    let stream: String
    let version: Int64
    let type: String
    let entry: [UInt8]
    let leafHash: [UInt8]
  }

  private mutating func storedEntries(after start: Position, through end: Position) throws -> [StoredEntry] {
    func read(_ start: Position, _ end: Position) throws -> [StoredEntry] {
      try database.rows(
        """
        SELECT position, at, stream, version, type, entry, leaf_hash FROM log
        WHERE position > $1 AND position <= $2 ORDER BY position
        """, [.integer(start), .integer(end)]
      ) { row in
        StoredEntry(
          position: row.int(0), at: row.instant(1), stream: row.text(2), version: row.int(3), type: row.text(4),
          entry: row.blob(5), leafHash: row.blob(6))
      }
    }
    do {
      return try read(start, end)
    } catch let error as DatabaseError {
      guard let reason = Self.damage(error) else { throw error }
      // One by one, to name those that cannot be read and keep the others.
      var entries: [StoredEntry] = []
      for position in (start + 1)...end {
        do { entries += try read(position - 1, position) } catch { fault(position, .unreadable, reason) }
      }
      return entries
    }
  }

  private mutating func check(_ stored: StoredEntry, head: Position) {
    let leafHash = Merkle.leaf(stored.entry, with: hasher)
    if leafHash != stored.leafHash { fault(stored.position, .leafHash, "the entry's hash is not the one kept beside it") }
    if stored.position <= head {
      frontier.append(leafHash, with: hasher)
      if let known, known.size == stored.position, frontier.root(with: hasher) != known.root {
        fault(stored.position, .root, "the root of the first \(stored.position) entries is not the one known outside")
      }
    }
    let entry: Entry
    do throws(EntryError) {
      entry = try EntryCodec.parse(stored.entry)
    } catch {
      return fault(stored.position, .malformedEntry, error.description)
    }
    if entry.position != stored.position || entry.at != stored.at || entry.stream.description != stored.stream
      || Int64(entry.version) != stored.version || entry.type != stored.type
    {
      fault(stored.position, .columnsDiffer, "position, time, stream, version or type beside the entry say something else")
    }
    let before = versions[entry.stream] ?? 0
    if entry.version != before + 1 {
      fault(stored.position, .streamVersion, "version \(entry.version) of \(entry.stream) follows version \(before)")
    }
    versions[entry.stream] = entry.version
    lastAt = entry.at
    for content in entry.contents {
      commitments[ContentPlace(position: entry.position, name: content.name)] = content.commitment
    }
    if entry.type == Erasure.eventType, let position = entry.data["position"]?.integer, let name = entry.data["name"]?.string {
      let place = ContentPlace(position: position, name: name)
      report.erased += 1
      if gone.remove(place) == nil { erasures.insert(place) }
    }
  }

  // MARK: Contents

  private mutating func checkContents(after start: Position, through end: Position) throws {
    let before = (commitments, report.contents, report.faults)
    do {
      try database.each(
        "SELECT position, name, salt, bytes, audience FROM contents WHERE position > $1 AND position <= $2",
        [.integer(start), .integer(end)]
      ) { row in
        let place = ContentPlace(position: row.int(0), name: row.text(1))
        guard let commitment = commitments.removeValue(forKey: place) else {
          fault(place.position, .strayContent, "no entry speaks of its content \(place.name)")
          return true
        }
        report.contents += 1
        if Audience(rawValue: row.text(4)) == nil {
          fault(place.position, .audience, "nobody knows who may read its content \(place.name)")
        }
        if Commitment.of(row.blob(3), salt: row.blob(2), with: hasher) != commitment {
          fault(place.position, .commitment, "the content \(place.name) is not what the entry commits to")
        }
        return true
      }
    } catch let error as DatabaseError {
      guard let reason = Self.damage(error) else { throw error }
      if end - start == 1 { return fault(end, .unreadable, "its contents: \(reason)") }
      // One by one, to name those that cannot be read and keep the others.
      (commitments, report.contents, report.faults) = before
      for position in start + 1...end { try checkContents(after: position - 1, through: position) }
      return
    }
    for place in commitments.keys where place.position > start && place.position <= end && erasures.remove(place) == nil {
      gone.insert(place)
    }
  }

  // MARK: The file and the end

  /// What SQLite itself knows of its pages. PostgreSQL's checksums are checked as its pages are read.
  private mutating func checkFile() {
    guard database.engine == .sqlite else { return }
    do {
      try database.each("PRAGMA integrity_check(20)", []) { row in
        if row.text(0) != "ok" { fault(nil, .unreadable, row.text(0)) }
        return true
      }
    } catch {
      fault(nil, .unreadable, "\(error)")
    }
  }

  private mutating func checkEnd(_ head: LogHead?, _ last: Position) throws {
    report.root = frontier.root(with: hasher)
    if let head { check(head, last) }
    for place in gone.sorted(by: { ($0.position, $0.name) < ($1.position, $1.name) }) {
      fault(place.position, .missingContent, "the content \(place.name) is gone and no event erased it")
    }
    let stray = try database.rows("SELECT position, name FROM contents WHERE position > $1 LIMIT 100", [.integer(last)]) {
      ($0.int(0), $0.text(1))
    }
    for (position, name) in stray { fault(position, .strayContent, "no entry speaks of its content \(name)") }
  }

  private mutating func check(_ head: LogHead, _ last: Position) {
    if last != head.position {
      fault(nil, .head, "log_head ends at \(head.position) and the log at \(last)")
    }
    if last == head.position, let lastAt, head.at != lastAt {
      fault(nil, .head, "log_head and the last entry have different times")
    }
    if head.format > LogHead.knownFormat {
      fault(nil, .head, "log_head has the format \(head.format), and this program knows \(LogHead.knownFormat)")
    }
    if frontier != head.frontier { fault(nil, .head, "the Merkle frontier in log_head is not that of the entries") }
    if let known {
      if let size = known.size, size > head.position {
        fault(nil, .root, "a root is known of \(size) entries and there are \(head.position): the end was cut off")
      } else if known.size == nil, known.root != report.root {
        fault(nil, .root, "the root is not the one known outside")
      }
    }
  }

  private mutating func fault(_ position: Position?, _ kind: Fault.Kind, _ text: String) {
    guard report.faults.count < Self.maximumFaults else { return }
    report.faults.append(Fault(position: position, kind: kind, text: text))
  }
}
