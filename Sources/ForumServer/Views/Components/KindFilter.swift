import ForumCore

/// The kinds of threads as links: a filter that stands in the address.
struct KindFilter {
  let texts: Texts
  var space: String?
  var territory: String?
  let chosen: ThreadKind?

  func write(_ html: MarkupWriter) {
    html("nav", .class("filter"), .of("aria-label", text: texts("threads.byKind"))) {
      html("ul") {
        link(nil, texts("threads.allKinds"), html)
        for kind in ThreadKind.allCases { link(kind, texts("kindsPlural.\(kind.rawValue)"), html) }
      }
    }
  }

  private func link(_ kind: ThreadKind?, _ label: String, _ html: MarkupWriter) {
    let url = Route.threads.url(["space": space, "kind": kind?.rawValue, "territory": territory])
    html("li") { html("a", .href(url: url), .of("aria-current", text: kind == chosen ? "true" : nil), text: label) }
  }
}
