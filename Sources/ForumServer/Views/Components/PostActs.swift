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
        html("a", .class("act reply"), .href(url: Route.reply(post.thread).url(["parent": post.id.description])), text: texts("post.reply"))
      }
      html("li") {
        html(
          "a", .class("act"), .href(url: Route.reply(post.thread).url(["parent": post.id.description, "quote": "1"])),
          text: texts("post.quote"))
      }
      if view.viewer != nil || view.shared { for reaction in Reaction.allCases { button(reaction, html) } }
      if view.viewer == nil { counts(html) }
      own(html)
      if moderates { link("hide", .hidePost(post.id), html) }
    }
  }

  /// What stands under a withdrawn or hidden place.
  func writeForModerators(_ html: MarkupWriter) {
    guard moderates, post.state == .hidden else { return }
    html("ul", .class("acts")) {
      link("restore", .restorePost(post.id), html)
      link("history", .postHistory(post.id), html)
    }
  }

  /// Gives a reaction, or takes one's own back: then the address says `on=0`.
  private func button(_ reaction: Reaction, _ html: MarkupWriter) {
    let isOwn = post.ownReactions.contains(reaction)
    html("li", .class("member")) {
      html(
        "button", .class("act"), .of("form", "react"), .of("formaction", text: Route.reactions(post.id).url(isOwn ? ["on": "0"] : [:])),
        .of("name", "reaction"), .of("value", text: reaction.rawValue), .of("aria-pressed", text: isOwn ? "true" : "false")
      ) {
        html.text(texts("reactions.\(reaction.rawValue)"))
        let count = post.reactions[reaction]
        if count > 0 {
          html.literal(" ")
          html("span", .class("count"), text: texts.number(count))
        }
      }
    }
  }

  /// For guests the counts alone.
  private func counts(_ html: MarkupWriter) {
    for reaction in Reaction.allCases where post.reactions[reaction] > 0 {
      html("li", .class("guest")) {
        html.text(texts("reactions.\(reaction.rawValue)"))
        html.literal(" ")
        html("span", .class("count"), text: texts.number(post.reactions[reaction]))
      }
    }
  }

  private func own(_ html: MarkupWriter) {
    guard view.shared || view.viewer?.id == post.author.id else { return }
    link("edit", .editPost(post.id), own: view.shared, html)
    link("withdraw", .withdrawPost(post.id), own: view.shared, html)
  }

  private func link(_ name: String, _ route: Route, own: Bool = false, _ html: MarkupWriter) {
    html("li", .flag("data-own", if: own), .flag("hidden", if: own)) {
      html("a", .class("act"), .href(route), text: texts("post.\(name)"))
    }
  }
}
