import ForumCore
import Testing

@testable import ForumServer

@Suite struct `Threads' pages that are kept` {
  private static let key = ThreadMemo.Key(thread: Samples.thread().id, window: .after(0), limit: 20)

  /// The page for one reader; `reading` counts how often its posts had to be read.
  private func page(
    of thread: ThreadRecord = Samples.thread(), own: Set<Reaction> = [], unreadAfter: Position? = nil,
    _ viewer: ParticipantRecord?, _ locale: InterfaceLocale, _ memo: ThreadMemo?, reading: () -> Void = {}
  ) -> [UInt8] {
    var posts = Samples.posts
    posts[1].ownReactions = own
    let kept = memo?.page(Self.key, of: thread) {
      reading()
      return PostPage(posts: Samples.posts, hasPrevious: false, hasNext: false)
    }
    return ThreadPage(
      context: Samples.context("/threads/57", locale: locale, viewer: viewer, topic: "threads/57"), thread: thread, posts: posts,
      paging: .none, unreadAfter: unreadAfter, kept: kept
    ).render()
  }

  @Test func `a page made of kept pieces is the page, whoever reads it and whoever read it before`() {
    let memo = ThreadMemo()
    var others = [nil, Samples.viewer, Samples.moderator]
    others.append(
      ParticipantRecord(
        id: Samples.ioana.id, name: Samples.ioana.name, speaker: Speaker(), registeredAt: Samples.at(-90_000)))
    let middle = Samples.posts[Samples.posts.count / 2].placed
    for _ in 1...2 {
      for viewer in others {
        for locale in InterfaceLocale.allCases {
          let states: [(Set<Reaction>, Position?)] = [([], nil), ([.useful], nil), ([], middle)]
          for (own, unreadAfter) in states {
            #expect(
              page(own: own, unreadAfter: unreadAfter, viewer, locale, memo)
                == page(own: own, unreadAfter: unreadAfter, viewer, locale, nil))
          }
        }
      }
    }
  }

  @Test func `posts are read once for a state of the thread, and anew for each other`() {
    let memo = ThreadMemo()
    var readings = 0
    func ask(_ thread: ThreadRecord) { _ = page(of: thread, Samples.viewer, .ro, memo) { readings += 1 } }
    var thread = Samples.thread()
    ask(thread)
    // What differs by reader, and what others did in the space.
    thread.unread = 3
    thread.space.posts += 1
    thread.space.changed += 1
    ask(thread)
    #expect(readings == 1)
    var expected = 1
    let changes: [(inout ThreadRecord) -> Void] = [
      { $0.changed += 1 }, { $0.title = "Altul" }, { $0.space.name = "Alta" }, { $0.isLocked.toggle() }, { $0.posts += 1 },
    ]
    for change in changes {
      change(&thread)
      ask(thread)
      expected += 1
      #expect(readings == expected)
    }
    let renamed = page(of: thread, Samples.viewer, .ro, memo)
    #expect(renamed == page(of: thread, Samples.viewer, .ro, nil))
  }

  @Test func `what is kept stays below its bound, and what is asked for stays`() {
    let memo = ThreadMemo()
    var readings = 0
    func ask(_ number: Int64) {
      var thread = Samples.thread()
      thread.id = ThreadID(number)
      let kept = memo.page(ThreadMemo.Key(thread: thread.id, window: .last, limit: 20), of: thread) {
        readings += 1
        return PostPage(posts: [], hasPrevious: false, hasNext: false)
      }
      for author in 1...20 {
        _ = kept.piece(.posts(.ro, .participant, author: ParticipantID(Int64(author)))) {
          $0.text(String(repeating: "x", count: 20_000))
        }
      }
    }
    ask(0)
    for number in 1...300 {
      ask(Int64(number))
      ask(0)
      #expect(memo.cost <= ThreadMemo.bound + 1_000_000)
    }
    #expect(readings == 301)
  }
}
