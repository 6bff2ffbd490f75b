import CSQLite
import Foundation

/// The peer of `posts`: the rows that one post leaves behind, written by a bare loop over prepared statements with the same
/// durability (WAL, synchronous=FULL), `batch` posts a transaction. No rules, no hashes, no queue.
struct RowsBenchmark {
  let folder: String
  let batch: Int
  let count: Int

  init(_ options: Options) throws {
    folder = try options.text("data")
    batch = try options.number("batch", 64)
    count = try options.number("count", 20_000)
  }

  func run() throws -> Measurement {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var database: OpaquePointer?
    guard sqlite3_open(folder + "/rows.sqlite", &database) == SQLITE_OK else {
      throw OptionError("forum-bench: cannot open \(folder)")
    }
    defer { sqlite3_close(database) }
    for statement in [
      "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
      """
      CREATE TABLE log(position INTEGER PRIMARY KEY, at INTEGER, stream TEXT, version INTEGER, type TEXT, entry BLOB, leaf BLOB,
        UNIQUE(stream, version))
      """,
      "CREATE TABLE contents(position INTEGER, name TEXT, audience TEXT, salt BLOB, bytes BLOB, PRIMARY KEY(position, name)) WITHOUT ROWID",
      """
      CREATE TABLE posts(id INTEGER PRIMARY KEY, thread INTEGER, placed INTEGER, parent INTEGER, author INTEGER, state TEXT,
        lang TEXT, at INTEGER, agree INTEGER, thanks INTEGER, useful INTEGER, UNIQUE(thread, placed))
      """,
      "CREATE TABLE topic_events(topic TEXT, position INTEGER, PRIMARY KEY(topic, position)) WITHOUT ROWID",
      "CREATE TABLE commands(person INTEGER, key TEXT, answer BLOB, at INTEGER, PRIMARY KEY(person, key)) WITHOUT ROWID",
    ] {
      guard sqlite3_exec(database, statement, nil, nil, nil) == SQLITE_OK else { throw failure(database) }
    }
    let insertEntry = try prepare(database, "INSERT INTO log VALUES(?1,?2,?3,1,'post.published.v1',?4,?5)")
    let insertContent = try prepare(database, "INSERT INTO contents VALUES(?1,?2,'public',?3,?4)")
    let insertPost = try prepare(database, "INSERT INTO posts VALUES(?1,1,?1,NULL,2,'published','ro',?2,0,0,0)")
    let insertTopic = try prepare(database, "INSERT INTO topic_events VALUES(?2,?1)")
    let insertCommand = try prepare(database, "INSERT INTO commands VALUES(2,?2,?3,?1)")
    let entry = String(repeating: "e", count: 420)
    let hash = [UInt8](repeating: 7, count: 32)

    let cpu = Clock.ownCPU
    let start = Clock.now
    for first in stride(from: 1, through: count, by: batch) {
      sqlite3_exec(database, "BEGIN IMMEDIATE", nil, nil, nil)
      for position in first...min(first + batch - 1, count) {
        let number = Int64(position)
        try insert(insertEntry, number, [.number(number), .text("post/\(position)"), .text(entry), .bytes(hash)])
        try insert(insertContent, number, [.text("body"), .bytes(hash), .text(body(position))])
        try insert(insertContent, number, [.text("speaker"), .bytes(hash), .text("{}")])
        try insert(insertPost, number, [.number(number)])
        try insert(insertTopic, number, [.text("threads/1")])
        try insert(insertTopic, number, [.text("spaces/education")])
        try insert(insertCommand, number, [.text("key-\(position)"), .bytes(hash)])
      }
      guard sqlite3_exec(database, "COMMIT", nil, nil, nil) == SQLITE_OK else { throw failure(database) }
    }
    return Measurement(
      name: "bare rows, batch \(batch)", operations: count, seconds: Clock.now - start, cpuSeconds: Clock.ownCPU - cpu)
  }

  private enum Value {
    case number(Int64)
    case text(String)
    case bytes([UInt8])
  }

  private func prepare(_ database: OpaquePointer?, _ sql: String) throws -> OpaquePointer? {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil) == SQLITE_OK else {
      throw failure(database)
    }
    return statement
  }

  /// `?1` is the position; the others follow in their order.
  private func insert(_ statement: OpaquePointer?, _ position: Int64, _ values: [Value]) throws {
    sqlite3_bind_int64(statement, 1, position)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 2)
      switch value {
      case .number(let number): sqlite3_bind_int64(statement, place, number)
      case .text(let text): sqlite3_bind_text(statement, place, text, -1, sfat_sqlite_transient())
      case .bytes(let bytes): sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), sfat_sqlite_transient())
      }
    }
    guard sqlite3_step(statement) == SQLITE_DONE else { throw OptionError("forum-bench: an insert failed") }
    sqlite3_reset(statement)
  }

  private func failure(_ database: OpaquePointer?) -> OptionError {
    OptionError("forum-bench: " + String(cString: sqlite3_errmsg(database)))
  }
}
