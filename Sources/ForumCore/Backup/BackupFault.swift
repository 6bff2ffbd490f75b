import Glibc

/// Why there is no backup, or why one is not restored. Nothing that stood before was changed.
public enum BackupFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder where something should be put holds something already; what, by name.
  case holdsSomething(folder: String, name: String)
  /// The folder is not a backup: it lacks this file.
  case notABackup(folder: String, missing: String)
  case manifestUnreadable
  case newerFormat(Int64)
  /// The database in the backup is not, byte by byte, the one that was written, though its log is whole.
  case bytesDiffer
  /// The log in the backup is whole, and another than the manifest's.
  case anotherLog
  /// What the check of the log found.
  case damaged([LogCheck.Fault])
  /// A file cannot be read or written.
  case file(String, errno: Int32)

  public var description: String {
    switch self {
    case .holdsSomething(let folder, let name): "The folder \(folder) holds something already: \(name)."
    case .notABackup(let folder, let missing): "The folder \(folder) is not a backup: it has no \(missing)."
    case .manifestUnreadable: "The backup's backup.json cannot be understood."
    case .newerFormat(let format): "The backup is of form \(format), which only a newer release can read."
    case .bytesDiffer: "The backup's database is not the one that was written: bytes outside the log have changed."
    case .anotherLog: "The backup's log is not the one that its backup.json speaks of."
    case .damaged(let faults): "The log is damaged: " + faults.prefix(3).map(\.description).joined(separator: "; ")
    case .file(let path, let code): "\(path): \(String(cString: strerror(code)))."
    }
  }
}
