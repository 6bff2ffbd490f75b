import Foundation
import Glibc
import Synchronization

/// How far the log of a data folder has been durable, in a small file beside the database: what tells a log that has lost its end from
/// one that ends there.
///
/// SQLite takes what no longer fits its checksum in the write-ahead log for something never committed, and drops it and all that follows
/// without a word. The mark is written after each flush and not flushed itself: a power failure can only leave an older one.
final class HeadMark: Sendable {
  static let fileName = "forum.head"
  private static let size = 64

  private let path: String
  private let logID: String
  /// -1 while the file could not be opened: a mark that cannot be written is no reason to refuse a post.
  private let descriptor: Mutex<Int32>

  /// For the log with this id, in a data folder.
  init(folder: String, logID: String) {
    path = folder + "/" + Self.fileName
    self.logID = logID
    descriptor = Mutex(Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600))
  }

  deinit {
    descriptor.withLock { if $0 >= 0 { Glibc.close($0) } }
  }

  /// The log is durable up to here. Any thread; one write of 64 bytes.
  func note(_ position: Position) {
    let line = Array((logID + " \(position)").utf8)
    var bytes = [UInt8](repeating: UInt8(ascii: " "), count: max(Self.size, line.count + 1))
    bytes.replaceSubrange(0..<line.count, with: line)
    bytes[bytes.count - 1] = UInt8(ascii: "\n")
    descriptor.withLock { _ = pwrite($0, bytes, bytes.count, 0) }
  }

  /// What stands beside a database: nil where there is none, or none that can be read.
  static func noted(at location: DatabaseLocation) -> (logID: String, position: Position)? {
    guard case .folder(let folder) = location, let bytes = FileManager.default.contents(atPath: folder + "/" + fileName) else {
      return nil
    }
    let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard words.count == 2, let position = Position(words[1]) else { return nil }
    return (String(words[0]), position)
  }

  /// Why a log that ends at `position` has lost something; nil when it has not, or is another one, as after a restore.
  static func loss(_ noted: (logID: String, position: Position)?, logID: String, position: Position) -> String? {
    guard let noted, noted.logID == logID, noted.position > position else { return nil }
    return
      "the log ends at \(position), and was durable up to \(noted.position): its last entries are lost. Restore a backup; or, to go on without them, remove \(fileName) from the data folder"
  }
}
