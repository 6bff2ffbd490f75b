import CSQLite
import ForumCore

/// A post's rows, written with nothing but SQLite: prepared statements, values bound where they lie.
final class BareTables {
  private var database: OpaquePointer?
  private var statements: [OpaquePointer?] = []
  private var entry = Constant([])
  private let body = Constant(Array(PostsScene.body.utf8))
  private let speaker = Constant(Array("{}".utf8))
  private let hash = Constant([UInt8](repeating: 7, count: 32))
  private let frontier = Constant([UInt8](repeating: 7, count: 32 * 63))
  private let at = Instant.now.microseconds

  private enum Statement: Int, CaseIterable {
    case log, contents, post, topics, threadParticipant, participant, command, thread, space, head, batch

    var sql: String {
      switch self {
      case .log: "INSERT INTO log VALUES (?1, ?2, ?3, 1, 'post.published.v1', ?4, ?5)"
      case .contents: "INSERT INTO contents VALUES (?1, 'body', 'public', ?2, ?3), (?1, 'speaker', 'public', ?2, ?4)"
      case .post:
        """
        INSERT INTO posts (id, thread, placed, number, author, state, body, language, published_at, orphan, changed)
        VALUES (?1, ?2, ?1, ?1, ?3, 'published', ?1, 'ro', ?4, 0, ?1)
        """
      case .topics:
        """
        INSERT INTO topic_events VALUES
          (?1, ?2, 'post.published.v1', ?1, ?3), (?1, 'spaces/education', 'post.published.v1', ?1, ?3)
        """
      case .threadParticipant:
        """
        INSERT INTO thread_participants VALUES (?1, ?2, 1)
        ON CONFLICT (participant, thread) DO UPDATE SET posts = posts + 1
        """
      case .participant: "UPDATE participants SET posts = posts + 1, changed = ?2 WHERE id = ?1"
      case .command: "INSERT INTO commands VALUES (?1, ?2, ?3, ?4, ?5)"
      case .thread:
        """
        UPDATE threads SET posts = posts + ?3, last_post = ?2, last_placed = ?2, changed = ?2, activity = ?4 + ?2,
          unstated = unstated + ?3 WHERE id = ?1
        """
      case .space: "UPDATE spaces SET posts = posts + ?2, unstated = unstated + ?2, changed = ?1 WHERE key = 'education'"
      case .head: "UPDATE log_head SET position = ?1, at = ?2, frontier = ?3"
      case .batch: "INSERT INTO commands VALUES (0, ?1, x'', ?2, '')"
      }
    }
  }

  /// Bytes that stay where they are, so that binding copies nothing.
  private final class Constant {
    let bytes: UnsafeMutableBufferPointer<UInt8>
    init(_ array: [UInt8]) {
      bytes = .allocate(capacity: array.count)
      _ = bytes.initialize(from: array)
    }
    deinit { bytes.deallocate() }
  }

  /// Entries will be as large as the one at this position.
  init(path: String, like position: Int64) throws {
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &database, flags, nil) == SQLITE_OK else { throw failure() }
    try execute("PRAGMA journal_mode=WAL")
    try execute("PRAGMA synchronous=FULL")
    for statement in Statement.allCases {
      var pointer: OpaquePointer?
      guard sqlite3_prepare_v3(database, statement.sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil) == SQLITE_OK
      else { throw failure() }
      statements.append(pointer)
    }
    var query: OpaquePointer?
    sqlite3_prepare_v2(database, "SELECT entry FROM log WHERE position = \(position)", -1, &query, nil)
    defer { sqlite3_finalize(query) }
    guard sqlite3_step(query) == SQLITE_ROW else { throw failure() }
    entry = Constant(
      Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(query, 0), count: Int(sqlite3_column_bytes(query, 0)))))
  }

  func close() {
    for statement in statements { sqlite3_finalize(statement) }
    sqlite3_close(database)
  }

  func execute(_ sql: String) throws {
    guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
  }

  /// The rows that are a post's own, and those of its author.
  func insertPost(_ position: Int64, thread: Int64, author: Int64) throws {
    try run(.log, .number(position), .number(at), .text("post/\(position)"), .blob(entry), .blob(hash))
    try run(.contents, .number(position), .blob(hash), .blob(body), .blob(speaker))
    try run(.post, .number(position), .number(thread), .number(author), .number(at))
    try run(.topics, .number(position), .text("threads/\(thread)"), .number(thread))
    try run(.threadParticipant, .number(author), .number(thread))
    try run(.participant, .number(author), .number(position))
  }

  /// The answer kept under an idempotency key.
  func insertAnswer(_ position: Int64, author: Int64) throws {
    try run(
      .command, .number(author), .text("key:\(position)"), .blob(hash), .number(at),
      .text("{\"position\":\(position),\"positions\":[\(position)],\"answer\":[\(position)]}"))
  }

  func updateThread(_ thread: Int64, last: Int64, posts: Int) throws {
    try run(.thread, .number(thread), .number(last), .number(Int64(posts)), .number(at))
  }

  /// What a batch writes once.
  func updateTotals(last: Int64, posts: Int) throws {
    try run(.space, .number(last), .number(Int64(posts)))
    let frontier = UnsafeMutableBufferPointer(rebasing: frontier.bytes[..<(32 * last.nonzeroBitCount)])
    try run(.head, .number(last), .number(at), .bytes(frontier))
    try run(.batch, .text("batch:\(last)"), .number(at))
  }

  private enum Value {
    case number(Int64)
    case text(String)
    case bytes(UnsafeMutableBufferPointer<UInt8>)
    static func blob(_ constant: Constant) -> Value { .bytes(constant.bytes) }
  }

  private func run(_ statement: Statement, _ values: Value...) throws {
    let pointer = statements[statement.rawValue]
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      switch value {
      case .number(let number): sqlite3_bind_int64(pointer, place, number)
      case .text(let text): sqlite3_bind_text(pointer, place, text, -1, sfat_sqlite_transient())
      case .bytes(let bytes): sqlite3_bind_blob(pointer, place, bytes.baseAddress, Int32(bytes.count), nil)
      }
    }
    guard sqlite3_step(pointer) == SQLITE_DONE else { throw failure() }
    sqlite3_reset(pointer)
  }

  private func failure() -> OptionError { OptionError("forum-bench: " + String(cString: sqlite3_errmsg(database))) }
}
