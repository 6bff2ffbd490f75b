import Testing

@testable import ForumCore

/// Lists of threads, held against all threads filtered one by one.
struct ThreadListsTests {
  private static let places: [String?] = [nil, "RO", "RO11", "RO22", "CJ", "BR", "54975", "57163", "56121", "42682"]

  private static let kinds = [ThreadKind.question, .discussion, .question, .proposal]

  @Test(arguments: TestForum.engines)
  func `a filtered list is the list of all threads, filtered`(_ engine: Engine) async throws {
    try await TestForum.with(engine) { test async throws in
      let ana = try await test.register("Ana")
      var threads: [ThreadID] = []
      for number in 0..<52 {
        let thread = NewThread(
          space: number % 3 == 0 ? "education" : "health", kind: Self.kinds[number % 4],
          territory: Self.places[1 + number * 5 % (Self.places.count - 1)], title: "Firul \(number)", body: "Text", language: "ro"
        )
        threads.append(ThreadID(try await test.forum.execute(.openThread(thread), by: .signedIn(ana)).answer[0]))
      }
      // Those that were opened first are not the ones in which somebody spoke last.
      for number in stride(from: 0, to: 52, by: 7) { _ = try await test.post("Și eu", in: threads[number], by: ana) }
      for order in [ThreadOrder.newestActivity, .newest] {
        let all = try pages(ThreadFilter(), order, of: 100, test)
        #expect(all.count == 52)
        for place in Self.places {
          let within = try place.map { try threadsWithin($0, test) } ?? Set(threads)
          for space in [nil, "education", "employment"] as [String?] {
            for kind in [nil, .question, .news] as [ThreadKind?] {
              let expected = all.filter {
                within.contains($0.id) && (space == nil || $0.space.key == space) && (kind == nil || $0.kind == kind)
              }
              for limit in [2, 100] {
                let filter = ThreadFilter(space: space, kind: kind, territory: place)
                #expect(
                  try pages(filter, order, of: limit, test).map(\.id) == expected.map(\.id), "\(filter), \(order), \(limit)")
              }
            }
          }
        }
      }
    }
  }

  private func pages(_ filter: ThreadFilter, _ order: ThreadOrder, of limit: Int, _ test: TestForum) throws -> [ThreadRecord] {
    var found: [ThreadRecord] = []
    var cursor: ThreadCursor?
    repeat {
      let page = try test.forum.read { try $0.threads(filter, order: order, after: cursor, limit: limit) }
      found += page.threads
      cursor = page.next
    } while cursor != nil
    return found
  }

  private func threadsWithin(_ place: String, _ test: TestForum) throws -> Set<ThreadID> {
    let database = try test.location.open(.reader)
    defer { database.close() }
    let rows = try database.rows(
      """
      SELECT t.id, p.code, p.parent, p.county, p.region FROM threads t JOIN territories p ON p.code = t.territory
      """
    ) { (id: ThreadID($0.int(0)), codes: [$0.textOrNil(1), $0.textOrNil(2), $0.textOrNil(3), $0.textOrNil(4), "RO"]) }
    return Set(rows.filter { $0.codes.contains(place) }.map(\.id))
  }
}
