import ForumCore

/// A list of threads as an Atom feed (RFC 4287): of the forum, of a space, of a filtered list.
struct ThreadListFeed: Sendable {
  let context: PageContext
  /// The page the feed belongs to, and the feed's own address, with their queries: `/spaces/health`, `/spaces/health.atom`.
  let url: String
  let selfURL: String
  /// What the list is narrowed to; nil is the whole forum.
  let title: String?
  let threads: [ThreadRecord]

  func render() -> [UInt8] {
    let texts = context.texts
    let writer = AtomWriter(context: context)
    let name = texts("layout.name")
    return writer.feed(
      title: title.map { $0 + " · " + name } ?? name, url: url, selfURL: selfURL,
      updated: threads.map(\.lastPost.at).max() ?? Instant(microseconds: 0)
    ) {
      for thread in threads {
        writer.entry(
          url: Route.thread(thread.id).path, title: texts.title(thread), author: thread.author, published: thread.openedAt,
          updated: max(thread.lastPost.at, thread.openedAt), language: thread.language, content: nil)
      }
    }
  }
}
