import ForumCore
private import Foundation
private import Synchronization

/// What comes live while the console is open, on a thread of its own; the console's loop takes it when it has time.
final class ConsoleFeed: Sendable {
  enum News: Equatable, Sendable {
    case live(Bool)
    /// Something was told to the moderators, or decided.
    case queue
    /// Lines of a followed topic.
    case lines(topic: String, [String])
  }

  private let news = Mutex<[News]>([])

  /// Unread news beyond this many are one: look again.
  static let most = 1_000

  /// Listens for ever; what fails is tried again. The first connection may fail as well.
  func start(_ context: Context, topics: [String]) {
    let thread = Thread { [self] in
      while true {
        do {
          let client = try ForumClient(context)
          let feed = LiveFeed(client, (["moderation"] + topics).map { LiveFeed.Topic(name: $0, position: nil) })
          try feed.run { news in
            take(news, context)
            return true
          }
        } catch {
          add(.live(false))
        }
        Thread.sleep(forTimeInterval: 3)
      }
    }
    thread.name = "live"
    thread.start()
  }

  /// What came since the last time.
  func drain() -> [News] {
    news.withLock { news in
      defer { news = [] }
      return news
    }
  }

  private func take(_ item: LiveFeed.News, _ context: Context) {
    switch item {
    // What was missed before the connection stood is read anew.
    case .connected:
      add(.live(true))
      add(.queue)
    case .lost: add(.live(false))
    case .resync: add(.queue)
    case .presence: break
    case .event(let topic, _, let type, let data, _):
      guard topic != "moderation" else { return add(.queue) }
      let lines = LiveLines(style: .bare, language: context.language, width: 60)
      add(.lines(topic: topic, lines.lines(type: type, data: data, now: .now)))
    }
  }

  private func add(_ item: News) {
    news.withLock { news in
      if news.count >= Self.most { news = [.queue] }
      news.append(item)
    }
  }
}
