import Testing

@testable import ForumCore

/// Pages stay quick however much there is: every query goes by an index.
struct GrowthTests {
  private func plan(_ sql: SQL, _ values: [SQLValue], in database: any Database) throws -> [String] {
    try database.rows("EXPLAIN QUERY PLAN " + sql, values) { $0.text(3) }
  }

  @Test func `no page reads a table from end to end, or sorts what it read`() async throws {
    try await TestForum.with(.sqlite) { test async throws in
      let database = try test.location.open(.reader)
      defer { database.close() }
      for statement in [Reader.postsAfter, Reader.postsBefore] {
        let steps = try plan(statement, [.null, 1, 1, 20], in: database)
        #expect(!steps.isEmpty)
        #expect(steps.allSatisfy { !$0.contains("SCAN") && !$0.contains("TEMP B-TREE") }, "\(steps)")
      }
      let filters = [
        ThreadFilter(), ThreadFilter(space: "education"), ThreadFilter(author: ParticipantID(1)),
        ThreadFilter(organisation: OrganisationID(1)), ThreadFilter(kind: .question), ThreadFilter(space: "health", kind: .news),
      ]
      for filter in filters {
        let values = ThreadLists.values(filter, after: nil, limit: 20, viewer: ParticipantID(1))
        let steps = try plan(ThreadLists.statement(filter, .newestActivity), values, in: database)
        #expect(steps.allSatisfy { !$0.contains("SCAN") && !$0.contains("TEMP B-TREE") }, "\(filter): \(steps)")
        #expect(steps.contains { $0.contains("USING INDEX threads_") }, "\(filter): \(steps)")
      }
      for (kind, index) in [(ThreadKind?.none, "threads_opened"), (.goodPractice, "threads_kind_opened")] {
        let filter = ThreadFilter(kind: kind)
        let values = ThreadLists.values(filter, after: nil, limit: 20, viewer: nil)
        let steps = try plan(ThreadLists.statement(filter, .newest), values, in: database)
        #expect(steps.contains { $0.contains("USING INDEX \(index)") }, "\(steps)")
        #expect(steps.allSatisfy { !$0.contains("TEMP B-TREE") }, "\(steps)")
      }
      for (order, index) in [(ThreadOrder.newestActivity, "threads_territory"), (.newest, "threads_territory_opened")] {
        for filter in [ThreadFilter(territory: "BC"), ThreadFilter(space: "health", kind: .news, territory: "RO21")] {
          let values = ThreadLists.values(filter, after: nil, limit: 20, viewer: nil)
          let steps = try plan(ThreadLists.statement(filter, order), values, in: database)
          #expect(steps.first == "SEARCH t USING INTEGER PRIMARY KEY (rowid=?)", "\(steps)")
          #expect(
            steps.count { $0.contains("SEARCH y USING") && $0.contains("INDEX \(index) (territory=? AND") } == 2, "\(steps)")
          // The only rows read one by one are the places' own, at most as many as the page has.
          #expect(steps.filter { $0.contains("SCAN") } == ["SCAN near"], "\(steps)")
        }
      }
      let steps = try plan(Reader.waiting, [.null, 5], in: database)
      #expect(steps.contains { $0.contains("USING INDEX threads_waiting") }, "\(steps)")
      #expect(steps.dropFirst().allSatisfy { !$0.contains("SCAN") && !$0.contains("TEMP B-TREE") }, "\(steps)")
    }
  }

  @Test func `a page of a thread of 100,000 posts comes as quickly from any place`() async throws {
    try await TestForum.with(.sqlite) { test async throws in
      let ana = try await test.register("Ana")
      let (thread, first) = try await test.open(by: ana)
      // Rows as the projector writes them, without the log that would take a minute.
      let database = try test.location.open(.maintenance)
      try database.run(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)
        INSERT INTO posts (id, thread, placed, number, author, state, body, language, published_at, orphan, changed)
        SELECT $2 + i, $1, $2 + i, i + 1, $3, 'published', $2 + i, 'ro', i, 0, $2 + i FROM n
        """, [SQLValue(thread), SQLValue(first), SQLValue(ana)])
      try database.run(
        "UPDATE threads SET posts = 100000, last_post = $2 + 99999, last_placed = $2 + 99999 WHERE id = $1",
        [SQLValue(thread), SQLValue(first)])
      database.close()
      func time(_ window: PostWindow) throws -> Duration {
        _ = try test.page(thread, window)
        var best = Duration.seconds(60)
        for _ in 0..<5 {
          let begin = ContinuousClock.now
          let page = try test.page(thread, window)
          best = min(best, ContinuousClock.now - begin)
          #expect(page.posts.count == 20)
        }
        return best
      }
      let start = try time(.after(0))
      for window in [
        PostWindow.after(first.rawValue + 50_000), .before(first.rawValue + 50_000), .last,
        .around(PostID(first.rawValue + 70_000)),
      ] {
        // Generous, for a busy machine; a scan would be a thousand times.
        #expect(try time(window) < start * 20 + .milliseconds(20), "\(window)")
      }
    }
  }
}
