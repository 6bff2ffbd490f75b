import Foundation
import Testing

@testable import ForumCore

struct SharedAttemptsTests {
  private let start = Instant(microseconds: 1_000_000_000)

  private func withTwo(_ body: (SharedAttempts, SharedAttempts, DatabaseLocation) async throws -> Void) async throws {
    try await TestForum.with(.postgres) { test in
      let other = SharedAttempts(location: test.location)
      try await body(try #require(test.forum.attempts), other, test.location)
      other.close()
    }
  }

  @Test func `a burst is allowed over all nodes together, then one in each interval, and the wait is honest`() async throws {
    try await withTwo { one, other, _ in
      func take(_ attempts: SharedAttempts, _ key: String, after seconds: Int64 = 0) throws -> Int? {
        try attempts.take(key, burst: 3, interval: 10, now: start.adding(seconds: seconds))
      }
      #expect(try take(one, "a") == nil)
      #expect(try take(other, "a") == nil)
      #expect(try take(one, "a") == nil)
      #expect(try take(one, "a") == 10)
      #expect(try take(other, "a", after: 4) == 6)
      #expect(try take(other, "b") == nil)
      #expect(try take(other, "a", after: 10) == nil)
      #expect(try take(one, "a", after: 10) == 10)
      try one.forgive("a")
      #expect(try take(other, "a", after: 10) == nil)
    }
  }

  @Test func `many at once through several nodes get no more than the burst`() async throws {
    try await withTwo { one, other, _ in
      let allowed = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<40 {
          group.addTask { [start] in
            try (number % 2 == 0 ? one : other).take("a", burst: 7, interval: 60, now: start) == nil
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(allowed == 7)
    }
  }

  @Test func `a key goes once it is as good as new`() async throws {
    try await withTwo { one, _, location in
      for number in 0..<5 { _ = try one.take("\(number)", burst: 3, interval: 10, now: start) }
      _ = try one.take("later", burst: 3, interval: 10, now: start.adding(seconds: 120))
      let database = try location.open(.maintenance)
      defer { database.close() }
      #expect(try database.rows("SELECT key FROM attempts") { $0.text(0) } == ["later"])
    }
  }

  @Test func `a cut connection is made anew`() async throws {
    try await withTwo { one, _, location in
      let database = try location.open(.maintenance)
      defer { database.close() }
      _ = try one.take("a", burst: 1, interval: 10, now: start)
      _ = try database.rows(
        """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%attempts%'
        """
      ) { $0.int(0) }
      #expect(throws: Never.self) { try one.take("b", burst: 1, interval: 10, now: start) }
      #expect(try one.take("a", burst: 1, interval: 10, now: start) == 10)
    }
  }
}
