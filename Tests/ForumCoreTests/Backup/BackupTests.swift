private import Foundation
import Synchronization
import Testing

@testable import ForumCore

@Suite struct BackupTests {
  /// A forum with a thread, and a folder for backups of it.
  private func withForum(
    _ engine: Engine = .sqlite,
    _ body: (TestForum, _ thread: ThreadID, _ author: ParticipantID, _ folder: String) async throws -> Void
  ) async throws {
    try await TestForum.with(engine) { test in
      let folder = FileManager.default.temporaryDirectory.path + "/sfat-backup-\(UUID().uuidString)"
      defer { removeFolder(folder) }
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let author = try await test.register("Ioana")
      let thread = try await test.open(by: author).thread
      try await body(test, thread, author, folder)
    }
  }

  private func dataFolder(_ test: TestForum) throws -> String {
    guard case .folder(let folder) = test.location else { throw BackupFault.manifestUnreadable }
    return folder
  }

  private func backUp(_ test: TestForum, to folder: String) throws -> BackupManifest {
    let data = try dataFolder(test)
    return try Backup.make(of: data, register: ErasureRegister(path: data + "/erasures.jsonl"), into: folder)
  }

  private func restore(_ backup: String, into data: String, _ lines: [ErasureRegister.Line] = []) async throws
    -> Restoration.Report
  {
    try await Restoration.restore(
      backup, into: data, erasures: lines, assets: TestForum.assets(in: data + "-assets-\(UUID().uuidString)"))
  }

  @Test func `a backup is the forum at one moment, and nobody who writes meanwhile waits for it`() async throws {
    try await withForum { test, thread, author, folder in
      let flag = Flag()
      let forum = test.forum
      async let written: Int = {
        var count = 0
        while !flag.isUp.load(ordering: .acquiring) {
          try await test.post("Mesajul \(count)", in: thread, by: author)
          count += 1
        }
        return count
      }()
      let data = try dataFolder(test)
      let manifest = try await onOwnThread {
        defer { flag.isUp.store(true, ordering: .releasing) }
        return try Backup.make(of: data, register: ErasureRegister(path: data + "/none"), into: folder + "/a") { stage, _, _ in
          guard stage == .copying else { return }
          // The copy's transaction is open: posts must go on being committed under it.
          let head = forum.head
          let limit = ContinuousClock.now + .seconds(120)
          while forum.head <= head, ContinuousClock.now < limit { usleep(1_000) }
          #expect(forum.head > head)
        }
      }
      #expect(try await written > 0)
      #expect(manifest.position < forum.head)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a").sorted() == ["backup.json", "forum.sqlite"])
      let report = try await restore(folder + "/a", into: folder + "/data")
      #expect(report.log.isWhole)
      #expect(report.log.size == manifest.position)
      #expect(report.log.root == manifest.root)
      #expect(report.log.logID != manifest.logID)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/data") == ["forum.sqlite"])
      // The live log begins with the very entries of the copy.
      let live = try test.location.open(.reader)
      defer { live.close() }
      let known = LogCheck.KnownRoot(root: manifest.root, size: manifest.position)
      #expect(try LogCheck.run(on: live, known: known).faults == [])
    }
  }

  @Test func `what was erased after a backup stays erased when it is restored, in every file`() async throws {
    try await withForum { test, thread, author, folder in
      let secret = "cuvintele-care-pleacă"
      let post = try await test.post(secret + " " + String(repeating: "lung ", count: 2_000), in: thread, by: author)
      let kept = try await test.post("rămâne", in: thread, by: author)
      _ = try backUp(test, to: folder + "/old")
      try await test.forum.execute(
        .eraseContent(position: post.rawValue, name: "body", ground: .request, reason: "A cerut persoana."), by: .system)
      let lines = try test.forum.read { try Erasure.recorded(after: 0, in: $0.database) }
      #expect(lines.count == 1)
      func holdsSecret(_ path: String) throws -> Bool {
        try FileManager.default.subpathsOfDirectory(atPath: path).contains { name in
          (try? Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))?.range(of: Data(secret.utf8)) != nil
        }
      }
      #expect(try holdsSecret(folder + "/old"))
      let data = folder + "/data"
      let report = try await restore(folder + "/old", into: data, lines)
      #expect(report.erasedAgain == 1)
      #expect(report.log.isWhole)
      #expect(report.log.erased == 1)
      #expect(try !holdsSecret(data))
      #expect(try ErasureRegister(path: data + "/erasures.jsonl").read() == lines)
      #expect(try RebuildDriver.run(on: .folder(data), projector: ReadModel()).isEqual)
      let restored = try await Forum.open(.folder(data), assets: TestForum.assets(in: folder + "/assets"))
      #expect(try restored.read { try $0.post(kept, viewer: nil)?.body } == "rămâne")
      #expect(try restored.read { try $0.post(post, viewer: nil)?.body } == nil)
      // The next backup carries the register on, and its restoration has nothing to erase any more.
      _ = try Backup.make(of: data, register: ErasureRegister(path: data + "/erasures.jsonl"), into: folder + "/new")
      await restored.close()
      #expect(try await restore(folder + "/new", into: folder + "/again", lines).erasedAgain == 0)
      #expect(try Set(ErasureRegister(path: folder + "/again/erasures.jsonl").read()).isSuperset(of: lines))
    }
  }

  @Test func `nothing is overwritten`() async throws {
    try await withForum { test, _, _, folder in
      _ = try backUp(test, to: folder + "/a")
      #expect(throws: BackupFault.holdsSomething(folder: folder + "/a", name: "backup.json")) {
        try backUp(test, to: folder + "/a")
      }
      let data = try dataFolder(test)
      let before = try test.forum.read { try EventLog.head(in: $0.database) }
      await #expect(throws: BackupFault.self) { try await restore(folder + "/a", into: data) }
      #expect(try test.forum.read { try EventLog.head(in: $0.database) } == before)
      try FileManager.default.createDirectory(atPath: folder + "/other", withIntermediateDirectories: true)
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/other/letter.txt"))
      await #expect(throws: BackupFault.holdsSomething(folder: folder + "/other", name: "letter.txt")) {
        try await restore(folder + "/a", into: folder + "/other")
      }
    }
  }

  @Test func `a damaged backup is refused, what is wrong is named, and nothing is left behind`() async throws {
    try await withForum { test, thread, author, folder in
      try await test.post("un text de găsit în fișier", in: thread, by: author)
      let good = folder + "/good"
      _ = try backUp(test, to: good)
      let database = try Data(contentsOf: URL(fileURLWithPath: good + "/forum.sqlite"))
      let manifest = try Data(contentsOf: URL(fileURLWithPath: good + "/backup.json"))
      func fault(_ database: Data?, _ manifest: Data?) async throws -> BackupFault? {
        let bad = folder + "/bad"
        removeFolder(bad)
        try FileManager.default.createDirectory(atPath: bad, withIntermediateDirectories: true)
        try database?.write(to: URL(fileURLWithPath: bad + "/forum.sqlite"))
        try manifest?.write(to: URL(fileURLWithPath: bad + "/backup.json"))
        do {
          _ = try await restore(bad, into: folder + "/data")
          return nil
        } catch let fault as BackupFault {
          #expect(((try? FileManager.default.contentsOfDirectory(atPath: folder + "/data")) ?? []) == [])
          return fault
        }
      }
      func flipped(_ text: String) throws -> Data {
        var bytes = database
        bytes[try #require(bytes.range(of: Data(text.utf8))).lowerBound] ^= 1
        return bytes
      }
      #expect(try await fault(database, nil) == .notABackup(folder: folder + "/bad", missing: "backup.json"))
      #expect(try await fault(nil, manifest) == .notABackup(folder: folder + "/bad", missing: "forum.sqlite"))
      #expect(try await fault(database, Data("{}".utf8)) == .manifestUnreadable)
      #expect(try await fault(database, Data(#"{"format":9}"#.utf8)) == .newerFormat(9))
      guard case .damaged(let faults)? = try await fault(flipped("un text de găsit"), manifest) else {
        Issue.record("a flipped content was not named")
        return
      }
      #expect(faults.map(\.kind) == [.commitment])
      #expect(faults[0].position != nil)
      guard case .damaged(let torn)? = try await fault(database.dropLast(4_096 * 3), manifest) else {
        Issue.record("a torn file was not named")
        return
      }
      #expect(torn[0].text == "the file has \(database.count - 4_096 * 3) bytes and should have \(database.count)")
      // A name of a place is outside the log: no hash of the log covers it, the backup's own does.
      #expect(try await fault(flipped("Câmpia Turzii"), manifest) == .bytesDiffer)
      #expect(try await fault(database, manifest) == nil)
    }
  }

  @Test func `a PostgreSQL database that was restored is proved in place, and forgets again`() async throws {
    try await withForum(.postgres) { test, thread, author, folder in
      let post = try await test.post("de uitat", in: thread, by: author)
      let before = try test.forum.read { try EventLog.head(in: $0.database) }
      let line = try test.forum.read { reader in
        let entry = try #require(try EventLog.entry(at: post.rawValue, in: reader.database))
        let content = try #require(entry.contents.first { $0.name == "body" })
        return ErasureRegister.Line(log: "older", position: post.rawValue, name: "body", commitment: content.commitment)
      }
      let report = try await Restoration.prove(
        test.location, erasures: [line], assets: TestForum.assets(in: folder + "/assets"))
      #expect(report.erasedAgain == 1)
      #expect(report.log.isWhole)
      #expect(report.log.logID != before.logID)
      #expect(try test.post(post).body == nil)
    }
  }
}

/// Says across tasks that something is over.
private final class Flag: Sendable {
  let isUp = Atomic(false)
}
