import ForumCore

/// A post as `<li id="item-57"><article id="post-57">…</article></li>`: the one view of a post, for the page and for the live frame.
///
/// The page gives its viewer. A `shared` frame goes to many readers at once: it holds no token and nobody's own reactions; what
/// only the author may do is there but hidden (`data-own`), and `live.js` shows it where `data-author` is the one signed in.
/// Answers of the post stand in `<ol class="replies" id="replies-57">` in the same `<li>` after the article, so that an
/// edit replaces the article and leaves them alone.
struct PostView {
  let post: PostRecord
  /// Who reads; nil for guests and for shared frames.
  let viewer: ParticipantRecord?
  /// The token for the viewer's reaction forms; nil for guests and for shared frames.
  var csrf: String?
  /// For a live frame.
  var shared = false
  /// For the live frame of moderators: with their acts.
  var forModerators = false
  var isUnread = false
  let texts: Texts

  /// The whole list item, with what the thread page puts behind the article.
  func write(_ html: MarkupWriter, replies: () -> Void = {}) {
    html("li", .id("item-", post.id.rawValue)) {
      article(html)
      replies()
    }
  }

  /// The item as a live frame carries it.
  static func frame(_ post: PostRecord, forModerators: Bool = false, texts: Texts) -> Markup {
    Markup.written { PostView(post: post, viewer: nil, shared: true, forModerators: forModerators, texts: texts).write($0) }
  }

  private func article(_ html: MarkupWriter) {
    html("article", .id("post-", post.id.rawValue)) {}
  }
}
