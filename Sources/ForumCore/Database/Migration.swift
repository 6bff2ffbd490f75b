import Foundation

/// One numbered step of the schema, a file of `migrations/`: `0002_people.sql` for both engines, or
/// `0001_log.sqlite.sql` and `0001_log.postgres.sql` where they differ.
///
/// A text for both is written in PostgreSQL's words. For SQLite four of them are read as its own:
/// `BIGINT PRIMARY KEY` as `INTEGER PRIMARY KEY` (the row's own number: one tree instead of two), `BYTEA` as `BLOB`, and
/// `COLLATE "C"` as `COLLATE BINARY`, and the remark `/* WITHOUT ROWID */` as the clause.
struct Migration: Equatable {
  let number: Int
  let name: String
  /// What this engine runs.
  let text: String
  /// SHA-256 of the file as it is, in hexadecimal.
  let checksum: String

  /// The migrations of a folder for an engine, in order.
  static func all(in folder: String, for engine: Engine) throws(MigrationError) -> [Migration] {
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else { throw .folderUnreadable(folder) }
    var migrations: [Migration] = []
    for file in files.sorted() where file.hasSuffix(".sql") {
      let parts = file.split(separator: ".")
      guard parts.count == 2 || (parts.count == 3 && Engine(rawValue: String(parts[1])) != nil),
        let underscore = parts[0].firstIndex(of: "_"), let number = Int(parts[0][..<underscore])
      else { throw .nameUnreadable(file) }
      if parts.count == 3, parts[1] != engine.rawValue { continue }
      guard let bytes = FileManager.default.contents(atPath: folder + "/" + file) else {
        throw .folderUnreadable(folder + "/" + file)
      }
      var text = String(decoding: bytes, as: UTF8.self)
      if parts.count == 2, engine == .sqlite { text = sqliteWords(text) }
      guard number == migrations.count + 1 else { throw .numbering(file, expected: migrations.count + 1) }
      migrations.append(
        Migration(
          number: number, name: String(parts[0]), text: text,
          checksum: SHA256.hash([UInt8](bytes)).map { hexadecimal($0) }.joined()))
    }
    return migrations
  }

  private static func sqliteWords(_ text: String) -> String {
    text.replacingOccurrences(of: "BIGINT PRIMARY KEY", with: "INTEGER PRIMARY KEY")
      .replacingOccurrences(of: "BYTEA", with: "BLOB")
      .replacingOccurrences(of: "COLLATE \"C\"", with: "COLLATE BINARY")
      .replacingOccurrences(of: "/* WITHOUT ROWID */", with: "WITHOUT ROWID")
  }

  private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

/// Why a database cannot be brought to this program's schema. Each says what to do.
public enum MigrationError: Error, Equatable, Sendable, CustomStringConvertible {
  case folderUnreadable(String)
  case nameUnreadable(String)
  case numbering(String, expected: Int)
  case edited(String)
  case databaseIsNewer(Int, known: Int)
  case failed(String, DatabaseError)

  public var description: String {
    switch self {
    case .folderUnreadable(let path): "The migrations cannot be read from \(path)."
    case .nameUnreadable(let file):
      "\(file) is not named like a migration: 0002_people.sql, or 0002_people.sqlite.sql beside 0002_people.postgres.sql."
    case .numbering(let file, let expected):
      "The migration \(file) should have the number \(expected): numbers have no gap and none stands twice."
    case .edited(let name):
      "The migration \(name) was changed after this database had run it. Restore its text; write the change as a new migration."
    case .databaseIsNewer(let number, let known):
      "The database has migration \(number) and this program knows \(known): it was written by a newer release. Use that release or a later one."
    case .failed(let name, let error): "The migration \(name) failed and changed nothing: \(error)."
    }
  }
}
