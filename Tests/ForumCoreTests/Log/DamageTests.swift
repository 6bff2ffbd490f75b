import Foundation
import FuzzSupport
import Testing

@testable import ForumCore

/// Bytes of the file turn over, or its end is missing: either the log reads as before, or `check` names what is wrong.
@Suite struct DamageTests {
  /// Everything the log says.
  private struct Reading: Equatable {
    var entries: [[UInt8]] = []
    var contents: [String] = []
  }

  private func read(_ location: DatabaseLocation) throws -> Reading {
    let database = try location.open(.reader)
    defer { database.close() }
    var reading = Reading()
    try database.transaction(.read) {
      reading.entries = try EventLog.entries(after: 0, limit: 1_000, in: database).map(\.bytes)
      reading.contents = try database.rows("SELECT position, name, audience, bytes FROM contents ORDER BY position, name") {
        "\($0.int(0)) \($0.text(1)) \($0.text(2)) \($0.blob(3))"
      }
    }
    return reading
  }

  /// A log of some pages: texts of every length, so that some run over into pages of their own, and erased ones between.
  private func fill(_ test: TestDatabase) async throws -> Data {
    try test.migrateLog()
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    var dice = SeededGenerator(seed: 1)
    for number in 1...120 {
      let length = Int.random(in: 0...(number % 20 == 0 ? 900 : 40), using: &dice)
      let note = try await ledger.execute(TestCommand.take("\(number) " + String(repeating: "cuvânt ", count: length))).position
      if number % 5 == 0 { _ = try await ledger.execute(TestCommand.edit(note, "altfel \(number)")) }
      if number % 9 == 0 { _ = try await ledger.execute(TestCommand.erase(note)) }
    }
    ledger.close()
    guard case .folder(let folder) = test.location else { throw DatabaseError.unavailable("not a folder") }
    return try Data(contentsOf: URL(fileURLWithPath: folder + "/forum.sqlite"))
  }

  @Test func `any byte that turns over is harmless or named, and stops nobody's program`() async throws {
    let test = try TestDatabase(.sqlite)
    let whole = try await fill(test)
    let reading = try read(test.location)
    #expect(whole.count > 30 * 4_096)
    var dice = SeededGenerator(seed: 20_261_125)
    // Every byte of the header, then anywhere.
    var places = Array(0..<108)
    for _ in 0..<400 { places.append(Int.random(in: 0..<whole.count, using: &dice)) }
    var named = 0
    for place in places {
      await Task.yield()
      var bytes = whole
      bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &dice)
      if try judge(bytes, reading, in: test, "byte \(place)") { named += 1 }
    }
    // Most bytes of such a file belong to the log or to its indexes.
    #expect(named > places.count / 3)
  }

  @Test func `a file cut short anywhere is named`() async throws {
    let test = try TestDatabase(.sqlite)
    let whole = try await fill(test)
    let reading = try read(test.location)
    var dice = SeededGenerator(seed: 7)
    var lengths = [0, 1, 99, 100, 512, 4_095, 4_096, whole.count - 4_096, whole.count - 1]
    for _ in 0..<30 { lengths.append(Int.random(in: 0..<whole.count, using: &dice)) }
    for length in lengths {
      await Task.yield()
      #expect(try judge(whole.prefix(length), reading, in: test, "cut at \(length)"))
    }
  }

  @Test func `pages that were written half are named`() async throws {
    let test = try TestDatabase(.sqlite)
    let whole = try await fill(test)
    let reading = try read(test.location)
    for page in 0..<whole.count / 4_096 {
      await Task.yield()
      var bytes = whole
      let start = page * 4_096 + 512
      bytes.replaceSubrange(start..<start + 3_584, with: Data(count: 3_584))
      _ = try judge(bytes, reading, in: test, "page \(page)")
    }
  }

  /// Whether damage was named. Where it was not, the log must read as before.
  private func judge(_ bytes: Data, _ reading: Reading, in test: TestDatabase, _ what: String) throws -> Bool {
    let location = DatabaseLocation.folder(test.folder + "/damaged")
    let folder = test.folder + "/damaged"
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: folder + "/forum.sqlite"))
    let report = try LogCheck.run(at: location)
    if report.isWhole {
      #expect(try read(location) == reading, "\(what): nothing was named and the log reads otherwise")
    } else {
      #expect(report.faults.allSatisfy { !$0.text.isEmpty }, "\(what)")
    }
    // A writer may refuse such a log, or go on with it; it must not end the program.
    if let ledger = try? Ledger(location: location, projector: NoteProjector()) { ledger.close() }
    return !report.isWhole
  }
}
