/// Links to the neighbours of a page.
struct PagerView {
  let paging: Paging
  /// `posts` (older, newer) or `list` (back, further): the group of its texts.
  let group: String
  let texts: Texts

  func write(_ html: MarkupWriter) {
    guard paging.isNeeded else { return }
    html("nav", .class("pager"), .of("aria-label", text: texts("pager.label"))) {
      html("ul") {
        link(paging.first, "first", rel: nil, html)
        link(paging.previous, "previous", rel: "prev", html)
        link(paging.next, "next", rel: "next", html)
        link(paging.last, "last", rel: nil, html)
      }
    }
  }

  private func link(_ url: String?, _ name: String, rel: String?, _ html: MarkupWriter) {
    guard let url else { return }
    html("li") { html("a", .href(url: url), .of("rel", text: rel), text: texts("pager.\(group).\(name)")) }
  }
}
