import ForumCore

/// The row of quiet actions under a post.
struct PostActs {
  let view: PostView

  private var post: PostRecord { view.post }
  private var texts: Texts { view.texts }
  private var moderates: Bool { view.shared ? view.forModerators : (view.viewer?.role ?? .participant) >= .moderator }

  func write(_ html: MarkupWriter) {
    html("ul", .class("acts")) {
      html("li") {
        html(
          "a", .class("reply"), .flag("data-reply"),
          .href(url: Route.reply(post.thread).url(["parent": post.id.description])),
          text: texts("post.reply"))
      }
      html("li") {
        html(
          "a", .flag("data-quote"),
          .href(url: Route.reply(post.thread).url(["parent": post.id.description, "quote": post.id.description])),
          text: texts("post.quote"))
      }
      for reaction in Reaction.allCases { self.reaction(reaction, html) }
      own(html)
      notice(html)
      if moderates { decide("post.decide", html) }
    }
  }

  /// What stands under a marked place.
  func writeForModerators(_ html: MarkupWriter) {
    guard moderates, post.state == .hidden || post.state == .removed else { return }
    html("ul", .class("acts")) {
      decide("post.restore", measure: .lift, html)
      link("history", .postHistory(post.id), html)
    }
  }

  /// Telling the moderators: for anybody but the author.
  private func notice(_ html: MarkupWriter) {
    guard view.shared || view.viewer?.id != post.author.id else { return }
    html("li") {
      html(
        "a", .href(url: Route.newNotice.url(["post": post.id.description])), .of("rel", "nofollow"), text: texts("post.notify"))
    }
  }

  private func decide(_ key: String, measure: Measure? = nil, _ html: MarkupWriter) {
    html("li") {
      html(
        "a", .href(url: Route.newDecision.url(["post": post.id.description, "measure": measure?.rawValue])), text: texts(key))
    }
  }

  /// For those with an account a button that gives the reaction, or takes one's own back; for guests the count alone.
  private func reaction(_ reaction: Reaction, _ html: MarkupWriter) {
    let count = post.reactions[reaction]
    let isGuest = view.viewer == nil && !view.shared
    guard !isGuest || count > 0 else { return }
    html(
      "li", .of("data-reaction", text: reaction.rawValue), count == 0 && view.shared ? .class("member") : .of("class", text: nil)
    ) {
      if !isGuest { button(reaction, count, html) }
      if view.viewer == nil, count > 0 { html("span", .class("guest")) { words(reaction, count, html) } }
    }
  }

  private func button(_ reaction: Reaction, _ count: Int, _ html: MarkupWriter) {
    let isOwn = post.ownReactions.contains(reaction)
    html(
      "button", view.shared ? .class("member") : .of("class", text: nil), .of("form", "react"),
      .of("formaction", text: Route.reactions(post.id).url(["on": isOwn ? "0" : "1"])), .of("name", "reaction"),
      .of("value", text: reaction.rawValue), .of("aria-pressed", text: isOwn ? "true" : "false")
    ) { words(reaction, count, html) }
  }

  private func words(_ reaction: Reaction, _ count: Int, _ html: MarkupWriter) {
    html.text(texts("reactions.\(reaction.rawValue)"))
    guard count > 0 else { return }
    html.literal(" ")
    html("span", .class("count"), .flag("data-count"), text: texts.number(count))
  }

  private func own(_ html: MarkupWriter) {
    if let viewer = view.viewer, viewer.id == post.assistant?.id { return link("withdraw", .withdrawPost(post.id), html) }
    guard view.shared || view.viewer?.id == post.author.id else { return }
    link("edit", .editPost(post.id), own: view.shared, html)
    link("withdraw", .withdrawPost(post.id), own: view.shared, html)
  }

  private func link(_ name: String, _ route: Route, own: Bool = false, _ html: MarkupWriter) {
    html("li", .flag("data-own", if: own), .flag("hidden", if: own)) {
      html("a", .href(route), text: texts("post.\(name)"))
    }
  }
}
