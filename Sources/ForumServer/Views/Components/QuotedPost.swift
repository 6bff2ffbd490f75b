import ForumCore

/// A post as a reminder above a form that concerns it: who, when, the text; nothing to press.
struct QuotedPost {
  let post: PostRecord
  let texts: Texts
  /// Whether the post has a place to lead to.
  var isLinked = true

  func write(_ html: MarkupWriter) {
    html("section", .class("quoted"), .of("aria-label", text: texts("post.concerned"))) {
      html("p", .class("by")) {
        SpeakerView(author: post.author, speaker: post.speaker, texts: texts, isLinked: false).write(html)
        html.literal(" ")
        if isLinked {
          html("a", .class("when"), .href(.post(post.id))) { html.time(post.publishedAt, texts) }
        } else {
          html("span", .class("when")) { html.time(post.publishedAt, texts) }
        }
      }
      if let body = post.body {
        html("div", .class("body"), .of("lang", text: post.language), .of("dir", text: "auto")) {
          html.markup(Markdown.render(body, labels: MarkdownLabels(texts), under: 1))
        }
      } else {
        html(
          "p", .class("gone"),
          text: texts(post.state == .published ? "post.erased" : "post.\(post.state.rawValue)"))
      }
    }
  }
}
