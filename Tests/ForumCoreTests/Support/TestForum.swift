private import Foundation
import Testing

@testable import ForumCore

/// A forum on a database of its own, with a few territories, made for one test and removed after it.
struct TestForum {
  let forum: Forum
  let location: DatabaseLocation

  /// The engines every contract test runs on.
  static let engines = Engine.allCases

  /// Runs a test on a new forum.
  static func with(_ engine: Engine, _ body: (TestForum) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/sfat-test-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let assets = try assets(in: folder + "/assets")
    let location = try location(engine, folder: folder + "/data")
    let forum = try await Forum.open(location, assets: assets)
    do {
      try await body(TestForum(forum: forum, location: location))
    } catch {
      await forum.close()
      throw error
    }
    await forum.close()
  }

  /// A database of this engine that nobody else has. PostgreSQL's server is named by `SFAT_TEST_POSTGRES`; without it the test
  /// fails, for nothing may be skipped.
  static func location(_ engine: Engine, folder: String) throws -> DatabaseLocation {
    switch engine {
    case .sqlite: return .folder(folder)
    case .postgres:
      let server = try #require(
        ProcessInfo.processInfo.environment["SFAT_TEST_POSTGRES"], "run it under Tests/postgres.sh with …")
      let name = "sfat_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
      let database = try DatabaseLocation.postgres(server).open(.maintenance)
      defer { database.close() }
      try database.script("CREATE DATABASE \(name)")
      let base = server[..<server.lastIndex(of: "/")!]
      return .postgres("\(base)/\(name)")
    }
  }

  /// The project's migrations, and territories enough for a test.
  static func assets(in folder: String) throws -> AssetLocation {
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/web/data", withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: folder + "/migrations", withDestinationPath: Fixture.project + "/migrations")
    try files.createSymbolicLink(
      atPath: folder + "/web/data/terms.json", withDestinationPath: Fixture.project + "/web/data/terms.json")
    try Self.territories.write(toFile: folder + "/web/data/territories.csv", atomically: true, encoding: .utf8)
    return AssetLocation(folder: folder)
  }

  static let territories = """
    code,parent,level,name,kind
    RO,,country,România,country
    RO11,RO,region,Nord-Vest,region
    RO22,RO,region,Sud-Est,region
    CJ,RO11,county,Cluj,county
    BR,RO22,county,Brăila,county
    54975,CJ,locality,Cluj-Napoca,municipality
    57163,CJ,locality,Câmpia Turzii,municipality
    56121,57163,locality,Câmpia,settlement
    42682,BR,locality,Brăila,municipality

    """

  // MARK: - Acts of people in tests

  func register(_ name: String) async throws -> ParticipantID {
    let registration = Registration(
      name: name, email: "\(UUID().uuidString)@example.org", passwordHash: "$argon2id$", language: "ro")
    let receipt = try await forum.execute(.registerParticipant(registration), by: .visitor)
    return ParticipantID(receipt.answer[0])
  }

  func moderator(_ name: String = "Moderatoarea") async throws -> Actor {
    let id = try await register(name)
    try await forum.execute(.grantRole(id, .moderator), by: .system)
    return .signedIn(id)
  }

  func open(
    by author: ParticipantID, space: String = "education", territory: String? = "RO", title: String = "Transport școlar",
    body: String = "Cine îl plătește?"
  ) async throws -> (thread: ThreadID, post: PostID) {
    let thread = NewThread(
      space: space, kind: .question, territory: territory, title: title, body: body, language: "ro")
    let receipt = try await forum.execute(.openThread(thread), by: .signedIn(author))
    return (ThreadID(receipt.answer[0]), PostID(receipt.answer[1]))
  }

  @discardableResult
  func post(
    _ body: String, in thread: ThreadID, parent: PostID? = nil, by author: ParticipantID, key: String? = nil
  ) async throws -> PostID {
    let receipt = try await forum.execute(
      .publishPost(thread: thread, parent: parent, body: body, language: "ro"), by: .signedIn(author), key: key)
    return PostID(receipt.answer[0])
  }

  func page(_ thread: ThreadID, _ window: PostWindow = .after(0), limit: Int = 20, viewer: ParticipantID? = nil) throws
    -> PostPage
  {
    try forum.read { try $0.posts(in: thread, window: window, limit: limit, viewer: viewer) }
  }

  func thread(_ id: ThreadID, viewer: ParticipantID? = nil) throws -> ThreadRecord {
    try #require(try forum.read { try $0.thread(id, viewer: viewer) })
  }

  func post(_ id: PostID, viewer: ParticipantID? = nil) throws -> PostRecord {
    try #require(try forum.read { try $0.post(id, viewer: viewer) })
  }

  func topic(_ name: String, after: Position = 0) throws -> [TopicEvent] {
    try forum.read { try $0.events(topic: name, after: after, limit: 1000) }
  }
}

/// Removes a folder that a test made.
func removeFolder(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
