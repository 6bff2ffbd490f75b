private import Foundation
import Testing

@testable import ForumCore

/// The demo as the server fills it: the project's own texts, on the project's own territories.
struct DemoTests {
  private func with(_ body: (DatabaseLocation, AssetLocation) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/sfat-demo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(.folder(folder), AssetLocation(folder: Fixture.project))
  }

  private func entries(_ location: DatabaseLocation, _ assets: AssetLocation) async throws -> [Entry] {
    let forum = try await Forum.open(location, assets: assets)
    do {
      let entries = try forum.read { try EventLog.entries(after: 0, limit: 1_000, in: $0.database) }
      await forum.close()
      return entries
    } catch {
      await forum.close()
      throw error
    }
  }

  @Test func `what is said carries the time at which it was said, and time never goes back`() async throws {
    try await with { location, assets in
      let before = Instant.now
      try await Demo.fill(location, assets: assets)
      let entries = try await entries(location, assets)
      let threads = entries.filter { $0.type == EventType.threadOpened.rawValue }
      #expect(threads.count == 12)
      #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.at <= $1.at })
      let (first, last) = (try #require(threads.first?.at), try #require(entries.last?.at))
      #expect(first < before.adding(seconds: -14 * 86_400))
      #expect(last < before.adding(seconds: -3_600))
    }
  }

  @Test func `a forum that has threads is left alone`() async throws {
    try await with { location, assets in
      try await Demo.fill(location, assets: assets)
      let count = try await entries(location, assets).count
      try await Demo.fill(location, assets: assets)
      #expect(try await entries(location, assets).count == count)
    }
  }
}
