import ForumCore

/// The foot of every page: help in the same place everywhere, and the page's other representations.
struct FooterView {
  let context: PageContext
  let alternates: [Alternate]

  private var texts: Texts { context.texts }

  func write(_ html: MarkupWriter) {
    html("footer", .class("foot")) {
      html("p", text: texts("layout.motto"))
      html("ul") {
        // The list of keyboard shortcuts, shown by `live.js`.
        html("li", .flag("hidden")) {
          html("button", .id("keys"), .class("link"), .of("type", "button"), text: texts("layout.keys"))
        }
        html("li") { html("a", .href(.about), text: texts("layout.help")) }
        html("li") { html("a", .href(.terms), text: texts("terms.title")) }
        html("li") { html("a", .href(.moderationLog), text: texts("record.title")) }
        for alternate in alternates {
          html("li") {
            html("a", .href(url: alternate.url), .of("type", alternate.type)) { html.literal(alternate.name) }
          }
        }
      }
    }
  }
}
