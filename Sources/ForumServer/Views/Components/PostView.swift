import ForumCore

/// A post as `<li id="item-57"><article id="post-57">…</article></li>`: the one view of a post, for the page and for the live frame.
///
/// The page gives its viewer. A `shared` frame goes to many readers at once: it holds no token and nobody's own reactions; what
/// only the author may do is there but hidden (`data-own`), and `live.js` shows it where `data-author` is the one signed in.
/// What only people with an account see has the class `member`, what only guests see `guest`; the style sheet chooses.
/// Reaction buttons belong to the page's one form `#react`, which has the token; so they work in a frame too.
/// Answers of the post stand in `<ol class="replies" id="replies-57">` in the same `<li>` after the article, so that an
/// edit replaces the article and leaves them alone.
struct PostView {
  let post: PostRecord
  /// Who reads; nil for guests and for shared frames.
  let viewer: ParticipantRecord?
  /// For a live frame.
  var shared = false
  /// For the live frame of moderators: with their acts.
  var forModerators = false
  var isUnread = false
  let texts: Texts
  /// Where articles of pages are kept; nil: each is written anew, as in shared frames.
  var memo: ArticleMemo?

  /// The whole list item, with what the thread page puts behind the article.
  func write(_ html: MarkupWriter, replies: () -> Void = {}) {
    html("li", .id("item-", post.id.rawValue)) {
      if let memo {
        html.markup(memo.article(memoKey, of: post) { Markup.written(reserving: 4_096, article) })
      } else {
        article(html)
      }
      replies()
    }
  }

  /// All that an article shows besides its post.
  private var memoKey: ArticleMemo.Key {
    ArticleMemo.Key(
      post: post.id, locale: texts.locale, audience: ArticleMemo.Key.Audience(viewer),
      isOwn: viewer?.id == post.author.id, isAssistant: viewer.map { $0.id == post.assistant?.id } ?? false,
      isUnread: isUnread)
  }

  /// The item as a live frame carries it; with its thread where the post came or went, for that changes the thread's tallies.
  static func frame(_ post: PostRecord, of thread: ThreadRecord? = nil, forModerators: Bool = false, texts: Texts) -> Markup {
    Markup.written(reserving: 4_096) { html in
      PostView(post: post, viewer: nil, shared: true, forModerators: forModerators, texts: texts).write(html)
      if let thread { ThreadHead.tallies(thread, html, texts: texts) }
    }
  }

  private var number: Int64 { post.id.rawValue }

  func article(_ html: MarkupWriter) {
    html(
      "article", .id("post-", number), .class("post"), .of("data-post", number), .of("data-placed", post.placed),
      .of("data-parent", post.parent?.rawValue), .of("data-author", post.author.id.rawValue)
    ) {
      header(html)
      if post.parent != nil { answered(html) }
      if let assistant = post.assistant { writtenDown(by: assistant, html) }
      body(html)
      if post.state == .published { PostActs(view: self).write(html) } else { PostActs(view: self).writeForModerators(html) }
    }
  }

  private func header(_ html: MarkupWriter) {
    html("h3", .class("by")) {
      SpeakerView(author: post.author, speaker: post.speaker, texts: texts, isSpokenFor: post.isSpokenFor).write(html)
      html.literal(" ")
      html("a", .class("when"), .href(.post(post.id))) { html.time(post.publishedAt, texts) }
      if isUnread {
        html.literal(" ")
        html("span", .class("new"), text: texts("post.new"))
      }
    }
  }

  /// "↳ răspuns pentru NUME". Always written; the style sheet shows it where the indent does not tell: from the third level on (the
  /// second on a phone), and at the top level, where the post answered is on another page.
  private func answered(_ html: MarkupWriter) {
    guard let parent = post.parent else { return }
    html("p", .class("answered")) {
      html("a", .href(.post(parent))) {
        html.literal("<span aria-hidden=\"true\">↳ </span>")
        html.message(texts.message("post.answered")) { _ in html("bdi", text: texts.name(post.parentAuthor)) }
      }
    }
  }

  /// Who wrote it down for an author without an account.
  private func writtenDown(by assistant: AuthorRecord, _ html: MarkupWriter) {
    html("p", .class("written-down")) {
      html.message(texts.message("post.writtenDown")) { _ in
        html("a", .href(.participant(assistant.id))) { html("bdi", text: texts.name(assistant.name)) }
      }
      if let viewer, viewer.role >= .moderator || [post.author.id, assistant.id].contains(viewer.id) {
        html.dot()
        html("a", .href(.postHistory(post.id)), text: texts("post.agreement"))
      }
    }
  }

  private func body(_ html: MarkupWriter) {
    switch post.state {
    case .withdrawn: html("p", .class("gone"), text: texts("post.withdrawn"))
    case .restricted: html("p", .class("gone"), text: texts("post.restricted"))
    case .hidden, .removed:
      html("p", .class("gone")) {
        html.text(texts(post.state == .removed ? "post.removed" : "post.hidden"))
        if let reason = post.reason {
          html.literal(" ")
          html.message(texts.message("post.reason")) { _ in html("q") { html("bdi", text: reason) } }
        }
        why(html)
      }
    case .published:
      if let label = post.label {
        html("p", .class("label")) {
          html.text(texts("labels.\(label.rawValue)"))
          why(html)
        }
      }
      guard let body = post.body else { return html("p", .class("gone"), text: texts("post.erased")) }
      html("div", .class("body"), .of("lang", text: post.language), .of("dir", text: "auto")) {
        html.markup(Markdown.render(body, labels: MarkdownLabels(texts)))
      }
      marks(html)
    }
  }

  /// Where the decision behind a marked place or a label is explained.
  private func why(_ html: MarkupWriter) {
    guard let decision = post.decision else { return }
    html.literal(" ")
    html("a", .href(.decision(decision)), text: texts("post.why"))
  }

  /// What is to be known about the text above: edits, and what an import brought along.
  private func marks(_ html: MarkupWriter) {
    guard post.edits > 0 || post.isOrphan || post.importedVotes != nil else { return }
    html("ul", .class("remarks")) {
      if let editedAt = post.editedAt, post.edits > 0 {
        html("li") {
          html("a", .href(.postHistory(post.id))) {
            html.message(texts.message("post.edited")) { _ in html.time(editedAt, texts) }
          }
        }
      }
      if let votes = post.importedVotes {
        html(
          "li", text: texts("post.importedVotes", ["for": texts.number(votes.inFavour), "against": texts.number(votes.against)]))
      }
      if post.isOrphan { html("li", text: texts("post.orphan")) }
    }
  }
}
