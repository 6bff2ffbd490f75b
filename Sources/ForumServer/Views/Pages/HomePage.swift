import ForumCore

/// What is going on, for somebody who comes in: what this place is, questions that wait, where somebody spoke last, the spaces.
struct HomePage: Page {
  let context: PageContext
  let spaces: [SpaceRecord]
  /// Threads by newest activity.
  let newest: [ThreadRecord]
  /// Questions that no institution has spoken in yet, the longest waiting first.
  let waiting: [ThreadRecord]
  /// The newest good practices and case studies.
  let practices: [ThreadRecord]

  var title: String { "" }
  var summary: String? { texts("home.lead") }
  var alternates: [Alternate] {
    [.json(Route.home.path(as: .json)), .atom(Route.home.path(as: .atom), title: texts("home.feed"))]
  }

  func main(_ html: MarkupWriter) {
    html("header", .class("intro")) {
      html("h1", text: texts("home.title"))
      html("p", .class("lead"), text: texts("home.lead"))
      html("p", .class("buttons")) {
        if context.viewer != nil {
          html("a", .class("primary"), .href(.newThread), text: texts("home.open"))
        } else {
          html("a", .class("primary"), .href(.register), text: texts("home.register"))
          html("a", .class("secondary"), .href(.about), text: texts("home.about"))
        }
      }
    }
    html("div", .class("columns")) {
      html("div", .class("primary")) {
        if !waiting.isEmpty {
          section("waiting", waiting, more: Route.threads.url(["kind": ThreadKind.question.rawValue]), html)
        }
        section("newest", newest, more: Route.threads.path, html)
        if !practices.isEmpty {
          section("practices", practices, more: Route.threads.url(["kind": ThreadKind.goodPractice.rawValue]), html)
        }
      }
      html("aside", .class("aside"), .of("aria-labelledby", "spaces-title")) {
        html("h2", .id("spaces-title"), text: texts("spaces.title"))
        html("ul", .class("spaces")) {
          for space in spaces {
            html("li") {
              html("a", .href(.space(space.key)), text: texts.space(space))
              html.literal(" ")
              html("span", .class("count"), text: texts("spaces.threads", count: space.threads))
            }
          }
        }
      }
    }
  }

  private func section(_ name: String, _ threads: [ThreadRecord], more: String, _ html: MarkupWriter) {
    html("section", .of("aria-labelledby", text: name + "-title")) {
      html("h2", .of("id", text: name + "-title"), text: texts("home.\(name)"))
      html.threads(threads, empty: texts("threads.empty"), texts)
      html("p", .class("more")) { html("a", .href(url: more), text: texts("home.\(name)More")) }
    }
  }
}
