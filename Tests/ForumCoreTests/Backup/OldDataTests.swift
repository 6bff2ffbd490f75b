private import Foundation
import Testing

@testable import ForumCore

/// The data folder of every release that stands in `Tests/Fixtures` is opened, read, checked and made again.
@Suite struct OldDataTests {
  private static let fixtures = TestDatabase.repository + "/Tests/Fixtures"

  private static let releases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures)) ?? []
    return names.filter { $0.hasPrefix("data-") && $0.hasSuffix(".json") }.map { String($0.dropFirst(5).dropLast(5)) }.sorted()
  }()

  @Test func `there is a data folder to open`() {
    #expect(Self.releases.contains("0.1.0"))
  }

  @Test(arguments: releases)
  func `the data of a release is read whole, checked and made again`(_ release: String) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/sfat-old-\(UUID().uuidString)"
    defer { removeFolder(folder) }
    let data = folder + "/data"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    try unpack(Self.fixtures + "/data-\(release).sqlite.gz", to: data + "/forum.sqlite")
    let known = try JSONParser.parse([UInt8](Data(contentsOf: URL(fileURLWithPath: Self.fixtures + "/data-\(release).json"))))
    let location = DatabaseLocation.folder(data)

    // As it came, before any migration.
    let root = LogCheck.KnownRoot(
      root: try #require(known["root"]?.string.flatMap(Base64URL.decode)), size: try #require(known["position"]?.integer))
    let before = try LogCheck.run(at: location, known: root)
    #expect(before.faults == [])
    #expect(before.contents == known["contents"]?.integer.map(Int.init))
    #expect(before.erased == known["erased"]?.integer.map(Int.init))
    let types = try #require(known["types"]?.array).compactMap(\.string)
    let database = try location.open(.reader)
    #expect(try Set(EventLog.entries(after: 0, limit: 10_000, in: database).map(\.type)) == Set(types))
    database.close()

    let forum = try await Forum.open(location, assets: TestForum.assets(in: folder + "/assets"))
    let thread = ThreadID(try #require(known["thread"]?.integer))
    let page = try forum.read { try $0.posts(in: thread, window: .after(0), limit: 100, viewer: nil) }
    let posts = try #require(known["posts"]?.array).compactMap(\.array)
    #expect(page.posts.map(\.id.rawValue) == posts.map { $0[0].integer })
    for (post, read) in zip(posts, page.posts) where post[1] != .null { #expect(read.body == post[1].string) }
    // It goes on from where it stopped.
    let registration = Registration(name: "Nouă", email: "noua@example.org", passwordHash: "$argon2id$", language: "ro")
    #expect(try await forum.execute(.registerParticipant(registration), by: .visitor).position > root.size!)
    await forum.close()
    #expect(try RebuildDriver.run(on: location, projector: ReadModel()).isEqual)
    #expect(try LogCheck.run(at: location, known: root).faults == [])
  }

  /// By the program that everybody has: no library of ours reads gzip here.
  private func unpack(_ source: String, to destination: String) throws {
    try Data().write(to: URL(fileURLWithPath: destination))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", source]
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: destination))
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
