import ForumCore

/// All spaces (rubrici); for administrators the form that opens another.
struct SpacesPage: Page {
  let context: PageContext
  let spaces: [SpaceRecord]
  var form: FormState = .empty

  var title: String { texts("spaces.title") }
  var alternates: [Alternate] { [.json(Route.spaces.path(as: .json))] }
  private var mayOpen: Bool { Rights.allows(context.viewer?.role, .openSpace) }
  var hasForms: Bool { mayOpen }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
    html("p", .class("lead"), text: texts("spaces.lead"))
    html("ul", .class("rows")) {
      for space in spaces {
        html("li", .class("row")) {
          html("p", .class("row-title")) { html("a", .href(.space(space.key)), text: texts.space(space)) }
          if let about = texts.about(space) { html("p", text: about) }
          html("p", .class("facts")) {
            html.text(texts("spaces.threads", count: space.threads))
            html.dot()
            html.text(texts("thread.posts", count: space.posts))
          }
          VoiceBalanceView(balance: space.voices, texts: texts).write(html)
        }
      }
    }
    if mayOpen { opening(html) }
  }

  private func opening(_ html: MarkupWriter) {
    html("section", .class("narrow"), .of("aria-labelledby", "open-title")) {
      html("h2", .id("open-title"), text: texts("spaces.open"))
      let view = FormView(form, context: context)
      view.write(html, action: .spaces) {
        view.input(html, "name", label: texts("spaces.name"))
        view.input(html, "key", label: texts("spaces.key"), help: texts("spaces.keyHelp"))
        view.buttons(html, submit: texts("spaces.openButton"))
      }
    }
  }
}

extension Texts {
  /// What a built-in space is about.
  func about(_ space: SpaceRecord) -> String? {
    has("spaces.\(space.key).about") ? self("spaces.\(space.key).about") : nil
  }
}
