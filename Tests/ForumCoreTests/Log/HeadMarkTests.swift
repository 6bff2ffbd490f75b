import Foundation
import Testing

@testable import ForumCore

@Suite struct HeadMarkTests {
  private func folder(of test: TestDatabase) -> String {
    guard case .folder(let folder) = test.location else { preconditionFailure("a folder was asked for") }
    return folder
  }

  /// A log of `notes` as a killed process leaves it: its end in the write-ahead log alone.
  private func killed(after notes: Int) async throws -> TestDatabase {
    let test = try TestDatabase(.sqlite)
    try test.migrateLog()
    let left = try TestDatabase(.sqlite)
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    for number in 1...notes { _ = try await ledger.execute(TestCommand.take("note \(number)")) }
    try FileManager.default.createDirectory(atPath: folder(of: left), withIntermediateDirectories: true)
    for name in ["forum.sqlite", "forum.sqlite-wal", HeadMark.fileName] {
      try? FileManager.default.removeItem(atPath: folder(of: left) + "/" + name)
      try FileManager.default.copyItem(atPath: folder(of: test) + "/" + name, toPath: folder(of: left) + "/" + name)
    }
    ledger.close()
    return left
  }

  @Test func `what a killed process leaves is whole, and goes on`() async throws {
    let test = try await killed(after: 20)
    #expect(HeadMark.noted(at: test.location)?.position == 20)
    #expect(try LogCheck.run(at: test.location).faults == [])
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    #expect(try await ledger.execute(TestCommand.take("more")).position == 21)
    ledger.close()
    #expect(HeadMark.noted(at: test.location)?.position == 21)
  }

  @Test func `an end that a damaged write-ahead log has lost is named, and nothing is written after it`() async throws {
    let test = try await killed(after: 20)
    let path = folder(of: test) + "/forum.sqlite-wal"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count * 3 / 4] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    let faults = try LogCheck.run(at: test.location).faults
    #expect(faults.map(\.kind) == [.head])
    #expect(faults[0].text.contains("durable up to 20"))
    #expect(throws: DatabaseError.self) { try Ledger(location: test.location, projector: NoteProjector()) }
    // Who accepts the loss goes on from what is left.
    try FileManager.default.removeItem(atPath: folder(of: test) + "/" + HeadMark.fileName)
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    #expect(ledger.head < 20)
    ledger.close()
    #expect(try LogCheck.run(at: test.location).faults == [])
  }

  @Test func `a mark of another log, or one that cannot be read, says nothing`() {
    #expect(HeadMark.loss(("a", 9), logID: "a", position: 8) != nil)
    #expect(HeadMark.loss(("a", 9), logID: "a", position: 9) == nil)
    #expect(HeadMark.loss(("b", 9), logID: "a", position: 8) == nil)
    #expect(HeadMark.loss(nil, logID: "a", position: 8) == nil)
    #expect(HeadMark.noted(at: .folder("/nonexistent")) == nil)
  }
}
