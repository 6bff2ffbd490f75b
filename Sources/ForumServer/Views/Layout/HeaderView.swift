import ForumCore

/// The header of every page: the name, where to go, how to show it, who is signed in.
struct HeaderView {
  let context: PageContext

  private var texts: Texts { context.texts }

  func write(_ html: MarkupWriter) {
    html("header", .class("top")) {
      html("div", .class("bar")) {
        html("a", .class("brand"), .href(.home), .of("aria-current", text: context.path == Route.home.path ? "page" : nil)) {
          html.text(texts("layout.name"))
        }
        let current = Self.links.first { $0.path == context.path }
        html.piece(.navigation(current: current?.path), of: texts, write: navigation)
        html("div", .class("me")) {
          DisplayMenu(context: context).write(html)
          person(html)
        }
      }
    }
  }

  private static let links: [(path: String, route: Route, key: String)] = [
    (Route.spaces, "layout.spaces"), (.threads, "layout.threads"), (.organisations, "layout.organisations"),
    (.about, "layout.about"),
  ].map { ($0.path, $0, $1) }

  private func navigation(_ html: MarkupWriter) {
    html("nav", .class("main-nav"), .of("aria-label", text: texts("layout.navigation"))) {
      html("ul") {
        for (_, route, key) in Self.links { link(route, key, html) }
      }
    }
  }

  private func link(_ route: Route, _ key: String, _ html: MarkupWriter) {
    html("li") {
      html("a", .href(route), .of("aria-current", text: context.path == route.path ? "page" : nil), text: texts(key))
    }
  }

  private func person(_ html: MarkupWriter) {
    if let viewer = context.viewer {
      if context.decidesSomewhere {
        html("a", .class("profile"), .href(.moderation), text: texts("queue.short"))
      }
      html("a", .class("profile"), .href(.profile)) { html("bdi", text: texts.name(viewer.name)) }
      html("form", .of("method", "post"), .action(.signOut)) {
        html.csrf(context)
        html("button", .class("link"), text: texts("layout.signOut"))
      }
    } else {
      html("a", .class("sign-in"), .href(url: Route.signIn.url(["back": context.backPath])), text: texts("layout.signIn"))
    }
  }
}

/// The menu for the language and the light: a form that works without JavaScript, folded away until asked for.
private struct DisplayMenu {
  let context: PageContext

  private var texts: Texts { context.texts }

  func write(_ html: MarkupWriter) {
    html("details", .class("menu")) {
      html("summary", .of("aria-label", text: texts("display.menu") + ": " + context.locale.rawValue)) {
        html("span", .class("code"), text: context.locale.rawValue)
      }
      html("form", .of("method", "post"), .action(.preferences), .class("panel")) {
        html.csrf(context)
        html.void("input", .of("type", "hidden"), .of("name", "back"), .of("value", text: context.path))
        html.piece(.display(context.theme), of: texts, write: choices)
      }
    }
  }

  private func choices(_ html: MarkupWriter) {
    html("fieldset") {
      html("legend", text: texts("display.language"))
      for locale in InterfaceLocale.allCases {
        html(
          "button", .of("name", "language"), .of("value", text: locale.rawValue), .of("lang", text: locale.rawValue),
          .of("aria-pressed", text: locale == context.locale ? "true" : "false")
        ) { html.literal(locale.ownName) }
      }
    }
    html("fieldset") {
      html("legend", text: texts("display.theme"))
      for theme in Theme.allCases {
        html(
          "button", .of("name", "theme"), .of("value", text: theme.rawValue),
          .of("aria-pressed", text: theme == context.theme ? "true" : "false"), text: texts("display.\(theme.rawValue)"))
      }
    }
  }
}

extension MarkupWriter {
  /// The hidden token of a form; nothing on pages that are cached for guests.
  func csrf(_ context: PageContext) {
    guard let csrf = context.csrf else { return }
    void("input", .of("type", "hidden"), .of("name", "csrf"), .of("value", text: csrf))
  }
}

extension PageContext {
  /// Where to return after signing in: this page, but not the pages of signing in themselves.
  fileprivate var backPath: String? {
    for route in [Route.signIn, .register, .home] where path == route.path || path.hasPrefix(route.path + "?") { return nil }
    return path
  }
}
