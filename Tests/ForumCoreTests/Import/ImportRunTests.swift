import Testing

@testable import ForumCore

/// Imports into real forums of their own, on both engines.
struct ImportRunTests {
  private let kind = DecideMadrid()

  private func run(_ material: ImportMaterial, _ forum: Forum) async throws -> ImportReport {
    try await ImportRun(forum, source: kind.name).run(material, space: kind.space)
  }

  /// Every post of every thread of the space, by thread title.
  private func posts(_ forum: Forum) throws -> [String: [PostRecord]] {
    try forum.read { reader in
      var found: [String: [PostRecord]] = [:]
      var filter = ThreadFilter()
      filter.space = kind.space.key
      for thread in try reader.threads(filter, limit: 200).threads {
        found[thread.title ?? ""] = try reader.posts(in: thread.id, window: .after(0), limit: 200).posts
      }
      return found
    }
  }

  @Test(arguments: TestForum.engines)
  func `everything comes in, and a second time not one event`(engine: Engine) async throws {
    let material = try kind.read(folder: Fixture.path("decide-madrid"), space: kind.space.key)
    try await TestForum.with(engine) { test in
      let forum = test.forum
      let first = try await run(material, forum)
      #expect(first.added.participants == 105)
      #expect(first.added.threads == 10)
      #expect(first.faults == [])
      let head = forum.head
      let second = try await run(material, forum)
      #expect(second.added.isEmpty)
      #expect(forum.head == head)
      #expect(try posts(forum).values.reduce(0) { $0 + $1.count } == 291 + 10)
    }
  }

  @Test(arguments: TestForum.engines)
  func `nesting, times, votes, orphans and kinds of author are kept`(engine: Engine) async throws {
    let material = try kind.read(folder: Fixture.path("decide-madrid"), space: kind.space.key)
    try await TestForum.with(engine) { test in
      let forum = test.forum
      _ = try await run(material, forum)
      let all = try posts(forum).values.flatMap { $0 }
      let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      func depth(_ post: PostRecord) -> Int { post.parent.map { depth(byID[$0]!) + 1 } ?? 0 }
      let firsts = try forum.read { reader in
        var filter = ThreadFilter()
        filter.space = kind.space.key
        return Set(try reader.threads(filter, limit: 200).threads.map(\.firstPost))
      }
      let replies = all.filter { !firsts.contains($0.id) }
      var depths: [Int] = []
      for reply in replies {
        while depths.count <= depth(reply) { depths.append(0) }
        depths[depth(reply)] += 1
      }
      #expect(depths == material.shape.depths)
      #expect(replies.count(where: \.isOrphan) == 39)
      #expect(replies.reduce(0) { $0 + ($1.importedVotes.map { $0.inFavour + $0.against } ?? 0) } == 286)
      #expect(replies.count { $0.speaker.category == .ngo } == 3)
      #expect(replies.count { $0.speaker.category == .institution } == 3)
      #expect(replies.count { $0.body == "" } == 2)
      #expect(try RebuildDriver.run(on: test.location, projector: ReadModel()).isEqual)
      let said = try #require(all.first { $0.body == "Dijeron \"pronto\", y seguimos esperando." })
      #expect(said.publishedAt.description == "2015-09-17T12:37:11.000000Z")
      #expect(said.author.name?.hasPrefix("Participant ") == true)
      #expect(said.language == "es")
    }
  }

  @Test(arguments: TestForum.engines)
  func `what a rule refuses is named and its replies become orphans`(engine: Engine) async throws {
    let at = Instant(microseconds: 1_442_268_000_000_000)
    func row(_ line: Int) -> SourceRow { SourceRow(file: "comments.csv", line: line) }
    func post(_ key: String, _ parent: String?, body: String, line: Int) -> ImportMaterial.Piece {
      ImportMaterial.Piece(
        .post(ImportedPost(key: key, author: "1", thread: "t", parent: parent, body: body, language: "es", originallyAt: at)),
        row(line))
    }
    var material = ImportMaterial()
    material.pieces = [
      ImportMaterial.Piece(.participant(ImportedParticipant(key: "1", name: "Participant 1")), row(2)),
      ImportMaterial.Piece(
        .thread(
          ImportedThread(
            key: "t", author: "1", space: kind.space.key, kind: .proposal, title: "Título", body: "Texto", language: "es",
            originallyAt: at)
        ), row(2)),
      ImportMaterial.Piece(
        .thread(
          ImportedThread(
            key: "long", author: "1", space: kind.space.key, kind: .proposal,
            title: String(repeating: "x", count: Limits.title + 1),
            body: "Texto", language: "es", originallyAt: at)), row(3)),
      post("a", nil, body: String(repeating: "x", count: Limits.body + 1), line: 4), post("b", "a", body: "Respuesta", line: 5),
      ImportMaterial.Piece(
        .post(ImportedPost(key: "c", author: "1", thread: "long", body: "Perdida", language: "es", originallyAt: at)), row(6)),
    ]
    try await TestForum.with(engine) { test in
      let forum = test.forum
      let report = try await run(material, forum)
      #expect(
        report.faults.map { "\($0.row.line) \($0.reason.code)" } == ["3 title-too-long", "4 body-too-long", "6 unknown-thread"])
      let posts = try #require(try posts(forum)["Título"])
      #expect(posts.map(\.body) == ["Texto", "Respuesta"])
      #expect(posts.last?.isOrphan == true)
      #expect(posts.last?.parent == nil)
    }
  }

  @Test(arguments: TestForum.engines)
  func `an import that was stopped goes on where it was`(engine: Engine) async throws {
    let material = try kind.read(folder: Fixture.path("decide-madrid"), space: kind.space.key)
    var part = material
    part.pieces = Array(material.pieces.prefix(250))
    try await TestForum.with(engine) { test in
      let forum = test.forum
      let first = try await run(part, forum)
      let rest = try await run(material, forum)
      #expect(!first.added.isEmpty && !rest.added.isEmpty)
      #expect(first.added.posts + rest.added.posts == (try forum.read { try $0.importCounts(source: kind.name) }).posts)
      #expect(try posts(forum).values.reduce(0) { $0 + $1.count } == 291 + 10)
    }
  }

  @Test(
    .enabled(if: Fixture.shared != nil, "SFAT_SHARED must name the folder that holds data/decide-madrid"),
    arguments: TestForum.engines)
  func `the published data come into a forum whole`(engine: Engine) async throws {
    let material = try kind.read(folder: try #require(Fixture.shared) + "/data/decide-madrid", space: kind.space.key)
    try await TestForum.with(engine) { test in
      let forum = test.forum
      let report = try await run(material, forum)
      #expect(report.faults == [])
      #expect(report.added.threads == 80)
      #expect(report.added.participants == 2_272)
      let space = try #require(try forum.read { try $0.space(key: kind.space.key) })
      #expect(space.threads == 80)
      #expect(space.posts == 80 + 5_633)
      let head = forum.head
      #expect(try await run(material, forum).added.isEmpty)
      #expect(forum.head == head)
      #expect(try RebuildDriver.run(on: test.location, projector: ReadModel()).isEqual)
    }
  }
}
