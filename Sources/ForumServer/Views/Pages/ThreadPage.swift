import ForumCore

/// A thread: its head, the posts of one page as a tree, and the form to answer.
struct ThreadPage: Page {
  let context: PageContext
  let thread: ThreadRecord
  /// In the order of `placed`.
  let posts: [PostRecord]
  let paging: Paging
  /// Posts placed later are new to the viewer; nil marks none.
  let unreadAfter: Position?
  var form: FormState = .empty
  /// Whether the viewer speaks for an institution, and so do the last two posts.
  var isThirdInstitution = false
  /// The same page without anything of the viewer's, with what has been written of it; nil: all is written anew.
  var kept: ThreadMemo.Page?

  var title: String { texts.title(thread) }
  var summary: String? { posts.first?.body.map { Markdown.plainText($0, limit: 160) } }
  var hasForms: Bool { context.viewer != nil }
  var isIndexed: Bool { form == .empty }
  var alternates: [Alternate] {
    let route = Route.thread(thread.id)
    return [.json(route.path(as: .json)), .atom(route.path(as: .atom), title: title)]
  }

  func main(_ html: MarkupWriter) {
    html("div", .class("columns")) {
      html("div", .class("primary")) {
        piece(.head(context.locale), html) { ThreadHead(thread: thread, texts: texts).write($0) }
        html.liveLine()
        if let first = posts.first(where: isUnread) {
          html("p") { html("a", .class("pill"), .href(fragment: "#post-", first.id.rawValue), text: texts("thread.firstUnread")) }
        }
        conversation(html)
        answer(html)
      }
      let viewer = context.viewer
      piece(.aside(context.locale, viewer?.role, isOpener: viewer?.id == thread.author.id), html) {
        ThreadAside(context: context, thread: thread).write($0)
      }
    }
  }

  /// Writes what is the same for other readers of this page.
  private func piece(_ piece: ThreadMemo.Piece, _ html: MarkupWriter, write: (MarkupWriter) -> Void) {
    if let kept { html.markup(kept.piece(piece, write: write)) } else { write(html) }
  }

  private func conversation(_ html: MarkupWriter) {
    html("section", .of("aria-labelledby", "posts-title")) {
      ThreadHead.count(thread, html, texts: texts)
      if let previous = paging.previous {
        html("p", .class("earlier")) { html("a", .href(url: previous), text: texts("pager.posts.previous")) }
      }
      if posts.contains(where: { isUnread($0) || !$0.ownReactions.isEmpty }) {
        list(html)
      } else {
        let viewer = context.viewer
        let author = posts.contains { $0.author.id == viewer?.id } ? viewer?.id : nil
        piece(.posts(context.locale, ArticleMemo.Key.Audience(viewer), author: author), html, write: list)
      }
      if thread.posts <= 1 { html("p", .class("empty"), text: texts("thread.noAnswers")) }
      html.newPosts()
      PagerView(paging: paging, group: "posts", texts: texts).write(html)
    }
    // The one form of all reaction buttons of the page, those of later live frames too.
    if context.viewer != nil {
      html("form", .id("react"), .of("method", "post"), .flag("hidden")) { html.csrf(context) }
    }
  }

  private func list(_ html: MarkupWriter) {
    html("ol", .id("posts"), .class("posts")) {
      PostTree(posts).write(html, texts: texts, isUnread: isUnread) { post in
        PostView(post: post, viewer: context.viewer, isUnread: isUnread(post), texts: texts, memo: context.articles)
      }
    }
  }

  private func isUnread(_ post: PostRecord) -> Bool {
    guard let unreadAfter, post.author.id != context.viewer?.id else { return false }
    return post.placed > unreadAfter
  }

  /// The composer and the note that the thread is locked: both are there, and one of them is hidden, so that a lock while
  /// somebody reads needs no new page. Who may write in a locked thread sees both.
  private func answer(_ html: MarkupWriter) {
    html("section", .id("locked"), .class("locked"), .flag("hidden", if: !thread.isLocked)) {
      html("h2", text: texts("thread.lockedTitle"))
      html("p", text: texts("thread.lockedText"))
      if let reason = thread.lockReason {
        html("p") { html.message(texts.message("post.reason")) { _ in html("q") { html("bdi", text: reason) } } }
      }
    }
    // `#composer` is the form itself, or for guests what stands in its place.
    let mayWrite = !thread.isLocked || Rights.allows(context.viewer?.role, .publishInLockedThread)
    guard context.viewer != nil else {
      return html("div", .id("composer"), .class("composer"), .flag("hidden", if: !mayWrite)) { invitation(html) }
    }
    ComposerView(
      context: context, form: form, action: .posts(thread.id), label: texts("composer.label"), submit: texts("composer.send"),
      language: thread.language, isHidden: !mayWrite, enhance: "post"
    ).write(html) { _ in
      html("h2", text: texts("composer.title"))
      if isThirdInstitution { html("p", .class("notice"), text: texts("composer.thirdInstitution")) }
    }
    if mayWrite, Rights.allows(context.viewer?.role, .assist) {
      html("p") { html("a", .href(.assist(thread.id)), text: texts("composer.assist")) }
    }
  }

  private func invitation(_ html: MarkupWriter) {
    html("p", .class("buttons")) {
      html(
        "a", .class("primary"), .href(url: Route.signIn.url(["back": Route.reply(thread.id).path])),
        text: texts("composer.signIn"))
      html(
        "a", .class("secondary"), .href(url: Route.register.url(["back": Route.reply(thread.id).path])),
        text: texts("composer.register"))
    }
    html("p", .class("help"), text: texts("composer.guests"))
  }
}

/// The second column of wide windows: the thread's facts, and what may be done with it.
private struct ThreadAside {
  let context: PageContext
  let thread: ThreadRecord

  private var texts: Texts { context.texts }

  func write(_ html: MarkupWriter) {
    html("aside", .class("aside"), .of("aria-label", text: texts("thread.facts"))) {
      html("dl") {
        fact("thread.factSpace", html) { html("a", .href(.space(thread.space.key)), text: texts.space(thread.space)) }
        fact("thread.factParticipants", html) { html.text(texts("thread.participants", count: thread.participants)) }
        fact("thread.factLast", html) { html("a", .href(.post(thread.lastPost.id))) { html.time(thread.lastPost.at, texts) } }
      }
      acts(html)
    }
  }

  private func fact(_ key: String, _ html: MarkupWriter, value: () -> Void) {
    html("dt", text: texts(key))
    html("dd", content: value)
  }

  private func acts(_ html: MarkupWriter) {
    var acts: [(String, String)] = []
    let role = context.viewer?.role
    let id = thread.id.description
    if context.viewer?.id == thread.author.id, Rights.allows(role, .retitleOwnThread) {
      acts.append(("acts.retitle.link", Route.retitleThread(thread.id).path))
    } else {
      acts.append(("thread.notify", Route.newNotice.url(["thread": id])))
    }
    if Rights.allows(role, .decide) { acts.append(("thread.decide", Route.newDecision.url(["thread": id]))) }
    guard !acts.isEmpty else { return }
    html("ul", .class("acts")) {
      for (key, url) in acts { html("li") { html("a", .href(url: url), .of("rel", "nofollow"), text: texts(key)) } }
    }
  }
}
