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
      // Where the rows of a list come from, by the index's name; `_opened` follows where the list is in that order.
      let searched: [(filter: ThreadFilter, step: String)] = [
        (ThreadFilter(space: "education"), "SEARCH t USING INDEX threads_space"),
        (ThreadFilter(author: ParticipantID(1)), "SEARCH t USING INDEX threads_author"),
        (ThreadFilter(organisation: OrganisationID(1)), "SEARCH t USING INDEX threads_organisation"),
        (ThreadFilter(space: "health", kind: .news), "SEARCH t USING INDEX threads_space_kind"),
        (ThreadFilter(space: "health", kind: .news, territory: "RO"), "SEARCH t USING INDEX threads_space_kind"),
      ]
      let merged: [(filter: ThreadFilter, step: String)] = [
        (ThreadFilter(kind: .question), "INDEX threads_space_kind"),
        (ThreadFilter(kind: .question, territory: "RO"), "INDEX threads_space_kind"),
        (ThreadFilter(territory: "BC"), "INDEX threads_territory"),
        (ThreadFilter(space: "health", kind: .news, territory: "RO21"), "INDEX threads_territory"),
      ]
      for (order, suffix) in [(ThreadOrder.newestActivity, ""), (.newest, "_opened")] {
        func steps(_ filter: ThreadFilter) throws -> [String] {
          let values = ThreadLists.values(filter, after: nil, limit: 20, viewer: ParticipantID(1))
          return try plan(ThreadLists.statement(filter, order), values, in: database)
        }
        let all = try steps(ThreadFilter())
        #expect(all.first?.hasPrefix("SEARCH t USING INDEX \(suffix.isEmpty ? "threads_activity" : "threads_opened") (") == true)
        for (filter, step) in searched {
          let steps = try steps(filter)
          #expect(steps.contains { $0.hasPrefix(step + suffix + " (") }, "\(filter): \(steps)")
          #expect(steps.allSatisfy { !$0.contains("SCAN") && !$0.contains("TEMP B-TREE") }, "\(filter): \(steps)")
        }
        for (filter, step) in merged {
          let steps = try steps(filter)
          #expect(steps.first == "SEARCH t USING INTEGER PRIMARY KEY (rowid=?)", "\(filter): \(steps)")
          #expect(steps.count { $0.contains("SEARCH y") && $0.contains(step + suffix + " (") } == 2, "\(filter): \(steps)")
          // The only rows read one by one are the groups', and of them at most as many as the page has.
          #expect(
            steps.allSatisfy { !$0.contains("SCAN") || $0.hasPrefix("SCAN near") || $0.hasPrefix("SCAN c") },
            "\(filter): \(steps)")
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
