/// Putting a backup in place, proved before anything serves it: its log is checked, what was erased since is erased again, the log
/// gets a new id, since its lost positions will be used again, and is checked once more.
public enum Restoration {
  /// What came out.
  public struct Report: Sendable, Equatable {
    /// The log as it is now: erasing again has added events.
    public let log: LogCheck.Report
    /// Contents that were there again and are erased once more.
    public let erasedAgain: Int
  }

  private static let workFolder = "restoring"

  /// Restores the backup in `backup` to the data folder `folder`, which must hold nothing but, perhaps, its erasure register.
  /// `erasures` come from the register that is kept apart from backups; those the backup has come in addition.
  /// Throws a `BackupFault`, or what the database says; the data folder is then as it was.
  public static func restore(
    _ backup: String, into folder: String, erasures: [ErasureRegister.Line], assets: AssetLocation,
    progress: Backup.Progress = { _, _, _ in }
  ) async throws -> Report {
    if let name = try BackupFiles.names(in: folder).first(where: { $0 != Backup.registerName && $0 != workFolder }) {
      throw BackupFault.holdsSomething(folder: folder, name: name)
    }
    for name in [Backup.manifestName, Backup.databaseName] where !BackupFiles.exists(backup + "/" + name) {
      throw BackupFault.notABackup(folder: backup, missing: name)
    }
    let manifest = try BackupManifest(BackupFiles.read(backup + "/" + Backup.manifestName))
    let lines = try erasures + ErasureRegister(path: backup + "/" + Backup.registerName).read()
    let work = folder + "/" + workFolder
    try BackupFiles.makeFolder(folder)
    BackupFiles.removeFolder(work, files: Backup.files)
    try BackupFiles.makeFolder(work)
    do {
      try copy(backup, manifest, to: work, progress)
      let report = try await prove(.folder(work), erasures: lines, assets: assets, progress: progress)
      try putInPlace(work, folder, lines)
      return report
    } catch {
      BackupFiles.removeFolder(work, files: Backup.files)
      throw error
    }
  }

  /// Proves a database that was restored by other means: PostgreSQL's, before a node is started on it.
  public static func prove(
    _ location: DatabaseLocation, erasures: [ErasureRegister.Line], assets: AssetLocation,
    progress: Backup.Progress = { _, _, _ in }
  ) async throws -> Report {
    let before = try LogCheck.run(at: location) { progress(.checking, Int($0), Int($1)) }
    guard before.isWhole else { throw BackupFault.damaged(before.faults) }
    let forum = try await Forum.open(location, assets: assets, readers: 1)
    let erased: Int
    do {
      erased = try await eraseAgain(erasures, in: forum, progress)
      await forum.close()
    } catch {
      await forum.close()
      throw error
    }
    let database = try location.open(.maintenance)
    do {
      try LogHead.renewID(in: database)
      database.close()
    } catch {
      database.close()
      throw error
    }
    guard try Erasure.scrub(location) else { throw DatabaseError.busy }
    let after = try LogCheck.run(at: location) { progress(.proving, Int($0), Int($1)) }
    guard after.isWhole else { throw BackupFault.damaged(after.faults) }
    return Report(log: after, erasedAgain: erased)
  }

  /// By the same command as any erasure, so that what was derived from the contents goes with them and the log tells of it.
  private static func eraseAgain(_ lines: [ErasureRegister.Line], in forum: Forum, _ progress: Backup.Progress) async throws
    -> Int
  {
    let forgotten = try forum.read { try Erasure.forgotten(lines, in: $0.database) }
    for (number, line) in forgotten.enumerated() {
      // The register keeps no ground, being without anything personal; to keep what was erased is in any case unlawful.
      try await forum.execute(
        .eraseContent(
          position: line.position, name: line.name, ground: .unlawful,
          reason: "Șters din nou după restaurarea unei copii de siguranță. / Erased again after a backup was restored."),
        by: .system)
      progress(.erasing, number + 1, forgotten.count)
    }
    return forgotten.count
  }

  private static func copy(_ backup: String, _ manifest: BackupManifest, to work: String, _ progress: Backup.Progress) throws {
    let copied = try BackupFiles.copy(backup + "/" + Backup.databaseName, to: work + "/" + Backup.databaseName) {
      progress(.copying, $0, $1)
    }
    guard copied.hash != manifest.sha256 else { return }
    // Not the bytes that were written: the check says where, unless they lie outside the log.
    let report = try LogCheck.run(at: .folder(work)) { progress(.checking, Int($0), Int($1)) }
    if copied.bytes != manifest.bytes {
      let size = LogCheck.Fault(
        position: nil, kind: .unreadable, text: "the file has \(copied.bytes) bytes and should have \(manifest.bytes)")
      throw BackupFault.damaged([size] + report.faults)
    }
    guard report.isWhole else { throw BackupFault.damaged(report.faults) }
    throw report.root == manifest.root && report.logID == manifest.logID ? BackupFault.bytesDiffer : BackupFault.anotherLog
  }

  /// The database comes last, and in one step: a server started a moment too early finds none, or a whole one.
  private static func putInPlace(_ work: String, _ folder: String, _ lines: [ErasureRegister.Line]) throws {
    if !lines.isEmpty { try ErasureRegister(path: folder + "/" + Backup.registerName).append(lines) }
    let file = work + "/" + Backup.databaseName
    try BackupFiles.sync(file)
    guard try BackupFiles.move(file, to: folder + "/" + Backup.databaseName) else {
      throw BackupFault.holdsSomething(folder: folder, name: Backup.databaseName)
    }
    BackupFiles.removeFolder(work, files: Backup.files)
    try BackupFiles.sync(folder)
  }
}
