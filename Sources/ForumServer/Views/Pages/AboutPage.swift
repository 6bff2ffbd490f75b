import ForumCore

/// What this place is and how to take part: the help that every page's foot leads to.
struct AboutPage: Page {
  let context: PageContext

  var title: String { texts("about.title") }
  var summary: String? { texts("home.lead") }

  func main(_ html: MarkupWriter) {
    html("div", .class("prose")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("about.lead"))
      marks(html)
      for part in ["takePart", "write", "rules", "privacy", "programs", "accessibility"] {
        html("h2", text: texts("about.\(part).title"))
        html("p") { html.message(texts.message("about.\(part).text")) { example($0, html) } }
      }
      html("p", .class("buttons")) {
        if context.viewer == nil { html("a", .class("primary"), .href(.register), text: texts("home.register")) }
        html("a", .class("secondary"), .href(.threads), text: texts("about.read"))
      }
    }
  }

  /// What stands in a sentence as it is typed, or as a link.
  private func example(_ slot: String, _ html: MarkupWriter) {
    switch slot {
    case "bold": html("code", text: "**" + texts("about.write.bold") + "**")
    case "quote": html("code", text: ">")
    case "list": html("code", text: "-")
    case "openapi": html("a", .href(.openAPI), text: Route.openAPI.path)
    case "asyncapi": html("a", .href(.asyncAPI), text: Route.asyncAPI.path)
    default: break
    }
  }

  /// The three marks, explained once.
  private func marks(_ html: MarkupWriter) {
    html("h2", text: texts("about.marks.title"))
    html("p", text: texts("about.marks.text"))
    html("ul", .class("plain")) {
      for category in StakeholderCategory.allCases {
        html("li") {
          html.mark(category)
          html("strong", text: texts.category(category))
          html.literal(" ")
          html.text(texts("about.marks.\(category.rawValue)"))
        }
      }
    }
  }
}
