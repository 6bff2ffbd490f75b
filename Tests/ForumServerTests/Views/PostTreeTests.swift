import ForumCore
import Testing

@testable import ForumServer

struct PostTreeTests {
  private let texts = Samples.localisation[.ro]

  /// The page's list of posts, each given with its parent.
  private func tree(_ pairs: [(Position, Position?)], unread: Set<Position> = []) -> String {
    let posts = pairs.map { Samples.post($0.0, to: $0.1, Samples.ioana, Samples.community, "a", minutes: 0) }
    return Markup.written { html in
      PostTree(posts).write(html, texts: texts, isUnread: { unread.contains($0.id.rawValue) }) {
        PostView(post: $0, viewer: nil, texts: texts)
      }
    }.string
  }

  @Test func `answers stand under their posts, in order`() {
    let html = tree([(1, nil), (2, 1), (3, 2), (4, 1)])
    #expect(html.contains("<ol class=\"replies\" id=\"replies-1\"><li id=\"item-2\">"))
    #expect(html.contains("<ol class=\"replies\" id=\"replies-2\"><li id=\"item-3\">"))
    #expect(Balance.problem(of: html) == nil)
  }

  @Test func `a post whose parent is on another page stands at the top and says whom it answers`() {
    let html = tree([(9, 4), (10, 9)])
    #expect(html.hasPrefix("<li id=\"item-9\">"))
    #expect(html.contains("href=\"/posts/4\"") && html.contains("răspuns pentru <bdi>Ioana M.</bdi>"))
  }

  @Test func `whatever the parents say, every post is there once`() {
    // Its own parent, a parent that comes later, a circle.
    let html = tree([(1, 1), (2, 3), (3, 2), (4, 99)])
    for id in 1...4 { #expect(html.ranges(of: "<article id=\"post-\(id)\"").count == 1) }
    #expect(Balance.problem(of: html) == nil)
  }

  @Test func `long branches begin folded, but not over something new`() {
    let long: [(Position, Position?)] = [(1, nil), (2, 1)] + (3...16).map { ($0, 2) }
    #expect(tree(long).contains("<details class=\"branch\"><summary>14 răspunsuri</summary>"))
    #expect(tree(long, unread: [16]).contains("<details class=\"branch\" open>"))
    let short: [(Position, Position?)] = [(1, nil), (2, 1), (3, 2), (4, 2), (5, 2)]
    #expect(tree(short).contains("<details class=\"branch\" open><summary>3 răspunsuri</summary>"))
    #expect(!tree([(1, nil), (2, 1), (3, 2)]).contains("<details"))
  }

  @Test func `a chain of two hundred answers is written whole`() {
    let html = tree([(1, nil)] + (2...200).map { ($0, $0 - 1) })
    #expect(html.ranges(of: "<article").count == 200)
    #expect(Balance.problem(of: html) == nil)
  }
}
