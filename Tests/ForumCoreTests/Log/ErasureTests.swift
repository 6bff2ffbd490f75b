import Foundation
import Testing

@testable import ForumCore

@Suite struct ErasureTests {
  private func line(_ position: Position) -> ErasureRegister.Line {
    .init(log: "0123", position: position, name: "body", commitment: [UInt8](repeating: UInt8(position), count: 32))
  }

  @Test func `the register keeps each erasure once, in order`() throws {
    let test = try TestDatabase(.sqlite)
    let register = ErasureRegister(path: test.folder + "/erasures.jsonl")
    #expect(try register.read() == [])
    try register.append([line(1), line(2)])
    try register.append([line(2), line(3)])
    #expect(try register.read() == [line(1), line(2), line(3)])
    let text = try String(contentsOfFile: register.path, encoding: .utf8)
    #expect(text.hasPrefix(#"{"log":"0123","position":1,"name":"body","commitment":"AQEB"#))
    #expect(try FileManager.default.attributesOfItem(atPath: register.path)[.posixPermissions] as? Int == 0o600)
  }

  @Test func `a line torn by a power cut is passed over, and what follows stands on its own line`() throws {
    let test = try TestDatabase(.sqlite)
    let register = ErasureRegister(path: test.folder + "/erasures.jsonl")
    try register.append([line(1), line(2)])
    let whole = try Data(contentsOf: URL(fileURLWithPath: register.path))
    for cut in [1, 2, 20, 60] {
      try whole.dropLast(cut).write(to: URL(fileURLWithPath: register.path))
      try register.append([line(2), line(3)])
      #expect(try register.read() == [line(1), line(2), line(3)])
    }
    try Data("something else\n".utf8).write(to: URL(fileURLWithPath: register.path))
    #expect(throws: ErasureRegister.Failure.malformed(register.path, line: 1)) { try register.read() }
    #expect(throws: ErasureRegister.Failure.self) { try ErasureRegister(path: test.folder + "/no/where").append([line(1)]) }
  }

  @Test(arguments: Engine.allCases)
  func `the register is filled from the log, and names what a backup brought back`(_ engine: Engine) async throws {
    let test = try TestDatabase(engine)
    try await LogCheckTests.fill(test)
    let database = try test.open()
    defer { database.close() }
    let lines = try Erasure.recorded(after: 0, in: database)
    #expect(lines.map(\.position) == [2])
    #expect(lines.map(\.name) == ["body"])
    #expect(try Erasure.recorded(after: 5, in: database) == [])
    // A backup from before: the content is there again. One of another log stays.
    try Contents.insert([(NewContent("body", .public, text: "two"), [1])], of: 2, into: database)
    let other = ErasureRegister.Line(log: "another", position: 1, name: "body", commitment: [UInt8](repeating: 9, count: 32))
    let renamed = ErasureRegister.Line(log: "older", position: 2, name: "body", commitment: lines[0].commitment)
    #expect(try Erasure.forgotten(lines + [other, renamed], in: database) == lines)
    try Contents.erase("body", of: 2, in: database)
    #expect(try Erasure.forgotten(lines, in: database) == [])
  }

  @Test func `after an erasure no byte of it is in any file`() async throws {
    let test = try TestDatabase(.sqlite)
    try test.migrateLog()
    guard case .folder(let folder) = test.location else { return }
    let ledger = try Ledger(location: test.location, projector: NoteProjector())
    let secret = "cuvintele-care-pleacă"
    func isFound() throws -> Bool {
      try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
        try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)).range(of: Data(secret.utf8)) != nil
      }
    }
    for length in [1, 50, 400] {
      let text = Array(repeating: secret, count: length).joined(separator: " ")
      let note = try await ledger.execute(TestCommand.take(text)).position
      #expect(try isFound())
      _ = try await ledger.execute(TestCommand.erase(note))
      #expect(try Erasure.scrub(test.location))
      #expect(try !isFound())
    }
    ledger.close()
    let database = try test.open()
    defer { database.close() }
    #expect(try LogCheck.run(on: database).faults == [])
  }

  @Test func `an erased content is gone on PostgreSQL after its table is written anew`() async throws {
    let test = try TestDatabase(.postgres)
    try await LogCheckTests.fill(test)
    #expect(try Erasure.scrub(test.location))
    let database = try test.open()
    defer { database.close() }
    #expect(try Contents.contents(of: 2, in: database) == [])
    #expect(try LogCheck.run(on: database).faults == [])
  }
}
