import ForumCore

/// What stands around every page: the head, the header with its switches, the footer.
struct Layout {
  let page: any Page

  private var context: PageContext { page.context }
  private var texts: Texts { page.texts }

  func write(_ html: MarkupWriter) {
    html.literal("<!DOCTYPE html>\n")
    html(
      "html", .of("lang", text: context.locale.rawValue),
      .of("data-theme", text: context.theme == .auto ? nil : context.theme.rawValue)
    ) {
      html("head") { head(html) }
      html(
        "body", extra: scriptTexts, .of("data-signed-in", context.viewer?.id.rawValue),
        .of("data-role", text: context.viewer?.role.rawValue),
        .of("data-log", text: context.logID), .of("data-position", context.position), .of("data-topic", text: context.topic)
      ) {
        SymbolSheet.write(html)
        html("a", .class("skip"), .href(fragment: "#main"), text: texts("layout.skip"))
        HeaderView(context: context).write(html)
        html("main", .id("main"), .of("tabindex", "-1")) {
          if let notice = context.notice {
            html("p", .class("notice"), .of("role", "status"), text: texts("notice.\(notice.rawValue)"))
          }
          if context.needsSecondFactor, !(page is SecondFactorPage) {
            html("p", .class("notice")) {
              html.text(texts("secondFactor.needed"))
              html.literal(" ")
              html("a", .href(.secondFactor), text: texts("secondFactor.link"))
            }
          }
          if let published = context.newTerms, !(page is TermsPage) {
            html("p", .class("notice")) {
              html.message(texts.message("terms.changed")) { _ in html.time(published, texts) }
              html.literal(" ")
              html("a", .href(.terms), text: texts("terms.read"))
            }
          }
          page.main(html)
        }
        FooterView(context: context, alternates: page.alternates).write(html)
      }
    }
  }

  private func head(_ html: MarkupWriter) {
    html.void("meta", .of("charset", "utf-8"))
    html("title", text: page.title.isEmpty ? texts("layout.name") : page.title + " · " + texts("layout.name"))
    html.void("meta", .of("name", "viewport"), .of("content", "width=device-width, initial-scale=1"))
    html.void("meta", .of("name", "color-scheme"), .of("content", colorScheme))
    // For search engines, which are guests.
    if context.viewer == nil, page.isIndexed, let summary = page.summary {
      html.void("meta", .of("name", "description"), .of("content", text: summary))
    }
    if !page.isIndexed { html.void("meta", .of("name", "robots"), .of("content", "noindex")) }
    if context.viewer != nil, let csrf = context.csrf {
      html.void("meta", .of("name", "csrf"), .of("content", text: csrf))
    }
    html.void("link", .of("rel", "stylesheet"), .href(url: context.assets.css))
    html.void("link", .of("rel", "icon"), .of("type", "image/svg+xml"), .href(url: context.assets.icon))
    if page.isIndexed { html.void("link", .of("rel", "canonical"), .href(url: context.baseURL + context.path)) }
    for alternate in page.alternates {
      html.void(
        "link", .of("rel", "alternate"), .of("type", alternate.type), .href(url: alternate.url),
        .of("title", text: alternate.title))
    }
    html.empty("script", .of("src", text: context.assets.liveJS), .flag("defer"))
    if page.hasForms { html.empty("script", .of("src", text: context.assets.formsJS), .flag("defer")) }
    if page.hasPasskeys { html.empty("script", .of("src", text: context.assets.passkeysJS), .flag("defer")) }
  }

  /// The texts of the scripts: `<body data-text-new-one="{{count}} mesaj nou" …>`, where the page has something live or a form.
  private var scriptTexts: [Attribute] {
    guard context.topic != nil || page.hasForms else { return [] }
    return [.written(texts.pieces.markup(.scriptTexts) { .attributes(texts.scriptTexts.map { .scriptText($0.key, $0.text) }) })]
  }

  private var colorScheme: StaticString {
    switch context.theme {
    case .auto: "light dark"
    case .light: "light"
    case .dark: "dark"
    }
  }
}
