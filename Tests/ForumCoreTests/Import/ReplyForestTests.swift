import Testing

@testable import ForumCore

struct ReplyForestTests {
  private func reply(_ id: Int64, _ parent: Int64?, thread: Int64 = 1, at: Int64, line: Int) -> ReplyForest.Reply {
    ReplyForest.Reply(
      id: id, parent: parent, thread: thread, at: Instant(microseconds: at), row: SourceRow(file: "f", line: line))
  }

  @Test func `replies come by time and equal times by line`() {
    let forest = ReplyForest([reply(1, nil, at: 5, line: 2), reply(2, nil, at: 3, line: 3), reply(3, nil, at: 3, line: 4)])
    #expect(forest.places.map(\.index) == [1, 2, 0])
    #expect(forest.faults == [])
  }

  @Test func `a parent comes before its replies even where it is later in time and file`() {
    let forest = ReplyForest([reply(1, 2, at: 1, line: 2), reply(2, 3, at: 2, line: 3), reply(3, nil, at: 9, line: 4)])
    #expect(forest.places.map(\.index) == [2, 1, 0])
    #expect(forest.places.map(\.depth) == [0, 1, 2])
    #expect(forest.places.map(\.parent) == [nil, 2, 1])
  }

  @Test func `a reply whose parent is missing stands at the top and is marked`() {
    let forest = ReplyForest([reply(1, 99, at: 1, line: 2), reply(2, 1, at: 2, line: 3)])
    #expect(forest.places.map(\.isOrphan) == [true, false])
    #expect(forest.places.map(\.depth) == [0, 1])
    #expect(forest.faults == [])
  }

  @Test func `a parent in another thread is no parent, and said so`() {
    let forest = ReplyForest([reply(1, nil, thread: 1, at: 1, line: 2), reply(2, 1, thread: 2, at: 2, line: 3)])
    #expect(forest.places.map(\.isOrphan) == [false, true])
    #expect(forest.faults == [ImportFault(SourceRow(file: "f", line: 3), .parentElsewhere(id: "1"))])
  }

  @Test func `a circle is cut once and nothing of it is lost`() {
    let forest = ReplyForest([
      reply(1, 3, at: 1, line: 2), reply(2, 1, at: 2, line: 3), reply(3, 2, at: 3, line: 4), reply(4, 2, at: 4, line: 5),
      reply(5, 5, at: 5, line: 6),
    ])
    #expect(forest.places.count == 5)
    #expect(forest.places.filter(\.isOrphan).map(\.index) == [1, 4])
    #expect(forest.faults.map(\.reason) == [.circle, .circle])
    #expect(forest.places.map(\.depth) == [0, 1, 2, 1, 0])
  }

  @Test func `a chain of a hundred thousand is placed`() {
    let count: Int64 = 100_000
    let forest = ReplyForest((1...count).map { reply($0, $0 == count ? nil : $0 + 1, at: $0, line: Int($0)) })
    #expect(forest.places.last?.depth == Int(count) - 1)
  }
}
