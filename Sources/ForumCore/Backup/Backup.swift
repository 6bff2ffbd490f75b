import Glibc

/// A backup of a SQLite data folder: a folder of its own, which is there once the backup is whole and was proved, and not before.
/// ```
/// forum.sqlite      the database at one moment: the log, the contents, the accounts, the forum's keys
/// erasures.jsonl    the erasure register as it was then
/// backup.json       what proves them (`BackupManifest`)
/// ```
/// A PostgreSQL database is backed up with its own tools.
public enum Backup {
  public static let databaseName = "forum.sqlite"
  public static let registerName = "erasures.jsonl"
  static let manifestName = "backup.json"

  /// What is being done, in this order; `Restoration` has the same stages.
  public enum Stage: Sendable, Equatable {
    case copying, checking, erasing, proving
  }

  /// Gets how far a stage is, and how far it goes: in pages, events, erasures or bytes. On the thread that does the work.
  public typealias Progress = (Stage, Int, Int) -> Void

  /// Every file that may stand in a folder of ours while it is being made.
  static let files = [
    databaseName, databaseName + "-wal", databaseName + "-shm", databaseName + "-journal", HeadMark.fileName, registerName,
    manifestName,
  ]

  /// Backs the data folder `source` up into `folder`, while servers write to it. Throws a `BackupFault` or what the database says.
  public static func make(
    of source: String, register: ErasureRegister, into folder: String, progress: Progress = { _, _, _ in }
  ) throws -> BackupManifest {
    if let name = try BackupFiles.names(in: folder).first { throw BackupFault.holdsSomething(folder: folder, name: name) }
    let made = Instant.now
    let partial = folder + ".partial"
    BackupFiles.removeFolder(partial, files: files)
    try BackupFiles.makeFolder(partial)
    do {
      let manifest = try fill(partial, from: source, register: register, made: made, progress)
      guard rename(partial, folder) == 0 else { throw BackupFault.file(folder, errno: errno) }
      try BackupFiles.sync(parent(of: folder))
      return manifest
    } catch {
      BackupFiles.removeFolder(partial, files: files)
      throw error
    }
  }

  private static func fill(
    _ partial: String, from source: String, register: ErasureRegister, made: Instant, _ progress: Progress
  ) throws -> BackupManifest {
    let file = partial + "/" + databaseName
    try SQLiteBackup.copy(from: source + "/" + databaseName, to: file) { progress(.copying, $0, $1) }
    try BackupFiles.sync(file)
    // Read after the copy: a line too many names a content that the copy has, and takes it away again when it is restored.
    let location = DatabaseLocation.folder(partial)
    let lines = try register.read() + recorded(in: location)
    if !lines.isEmpty { try ErasureRegister(path: partial + "/" + registerName).append(lines) }
    let report = try LogCheck.run(at: location) { progress(.checking, Int($0), Int($1)) }
    guard report.isWhole else { throw BackupFault.damaged(report.faults) }
    let digest = try BackupFiles.digest(of: file) { progress(.proving, $0, $1) }
    let manifest = BackupManifest(
      made: made, logID: report.logID, position: report.size, root: report.root, bytes: digest.bytes, sha256: digest.hash)
    try BackupFiles.write(manifest.text, to: partial + "/" + manifestName)
    try BackupFiles.sync(partial)
    return manifest
  }

  /// Erasures that the copied log itself tells of; none where it cannot be read, which the check that follows will name.
  private static func recorded(in location: DatabaseLocation) throws -> [ErasureRegister.Line] {
    do {
      let database = try location.open(.reader)
      defer { database.close() }
      return try database.transaction(.read) { try Erasure.recorded(after: 0, in: database) }
    } catch is DatabaseError {
      return []
    }
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
