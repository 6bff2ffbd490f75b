import ForumCore

/// The newest posts of a thread as an Atom feed (RFC 4287).
struct ThreadFeed: Sendable {
  let context: PageContext
  let thread: ThreadRecord
  /// In the order of `placed`; the feed begins with the newest.
  let posts: [PostRecord]

  func render() -> [UInt8] {
    let texts = context.texts
    let writer = AtomWriter(context: context)
    let route = Route.thread(thread.id)
    let updated = posts.map { $0.editedAt ?? $0.publishedAt }.max() ?? thread.lastPost.at
    return writer.feed(
      title: texts.title(thread) + " · " + texts("layout.name"), url: route.path, selfURL: route.path(as: .atom), updated: updated
    ) {
      for post in posts.reversed() {
        writer.entry(
          url: Route.post(post.id).path,
          title: texts("feed.post", ["name": texts.name(post.author.name), "title": texts.title(thread)]),
          author: post.author, published: post.publishedAt, updated: post.editedAt ?? post.publishedAt, language: post.language,
          content: content(post, texts))
      }
    }
  }

  /// The text, or the sentence that stands in a marked place.
  private func content(_ post: PostRecord, _ texts: Texts) -> (Markup, String) {
    if post.state == .published, let body = post.body {
      return (Markdown.render(body, labels: MarkdownLabels(texts)), Markdown.plainText(body, limit: 280))
    }
    let words = texts(post.state == .published ? "post.erased" : "post.\(post.state.rawValue)")
    return (.written { html in html("p", text: words) }, words)
  }
}
