import ForumCore
import Testing

@testable import ForumServer

@Suite struct `Articles that are kept` {
  private static let viewers = [nil, Samples.viewer, Samples.moderator]

  private func page(_ posts: [PostRecord], _ viewer: ParticipantRecord?, _ locale: InterfaceLocale, _ memo: ArticleMemo?)
    -> [UInt8]
  {
    var context = Samples.context("/threads/57", locale: locale, viewer: viewer, topic: "threads/57")
    context.articles = memo
    return ThreadPage(
      context: context, thread: Samples.thread(), posts: posts, paging: Paging(), unreadAfter: posts[posts.count / 2].placed
    ).render()
  }

  @Test func `a page made of kept articles is the page, whoever reads it and whatever was read before`() {
    let memo = ArticleMemo()
    for _ in 1...2 {
      for viewer in Self.viewers {
        for locale in InterfaceLocale.allCases {
          #expect(page(Samples.posts, viewer, locale, memo) == page(Samples.posts, viewer, locale, nil))
        }
      }
    }
  }

  @Test func `a post that changed in anything is written anew`() {
    let memo = ArticleMemo()
    var changes: [(inout PostRecord) -> Void] = []
    changes.append { $0.body = "Altceva." }
    changes.append { $0.author.name = "Alt nume" }
    changes.append { $0.reactions.thanks += 1 }
    changes.append { $0.ownReactions = [.useful] }
    changes.append { $0.state = .hidden }
    for change in changes {
      _ = page(Samples.posts, Samples.viewer, .ro, memo)
      var posts = Samples.posts
      change(&posts[0])
      #expect(page(posts, Samples.viewer, .ro, memo) == page(posts, Samples.viewer, .ro, nil))
    }
  }

  @Test func `what is kept stays below its bound, and what is asked for stays`() {
    let memo = ArticleMemo()
    let piece = Markup.written { html in html.text(String(repeating: "x", count: 60_000)) }
    var written = 0
    func ask(_ number: Int64) {
      var post = Samples.posts[0]
      post.id = PostID(number)
      let key = ArticleMemo.Key(post: post.id, locale: .ro, audience: .guest, isOwn: false, isAssistant: false, isUnread: false)
      _ = memo.article(key, of: post) {
        written += 1
        return piece
      }
    }
    ask(0)
    for number in 1...2_000 {
      ask(Int64(number))
      ask(0)
      #expect(memo.cost <= ArticleMemo.bound + 70_000)
    }
    #expect(written == 2_001)
  }
}
