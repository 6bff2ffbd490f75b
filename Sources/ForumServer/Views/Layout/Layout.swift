import ForumCore

/// What stands around every page.
struct Layout {
  let page: any Page

  func write(_ html: MarkupWriter) {
    html.literal("<!DOCTYPE html>\n")
    html("html", .of("lang", text: page.context.locale.rawValue)) {
      html("body") { html("main") { page.main(html) } }
    }
  }
}
