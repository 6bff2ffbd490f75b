import ForumCore

/// What the one-time link of a new forum opens: its opener becomes the administrator. Who is signed in only confirms; who is not
/// makes an account with the fields of registering.
struct SetupPage: Page {
  let context: PageContext
  let code: String
  let form: FormState

  var title: String { texts("setup.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("setup.lead"))
      let view = FormView(form, context: context)
      view.write(html, action: .setup(code)) {
        if let viewer = context.viewer {
          html("p") {
            html.message(texts.message("setup.as")) { _ in html("strong") { html("bdi", text: texts.name(viewer.name)) } }
          }
        } else {
          view.account(html)
        }
        view.buttons(html, submit: texts("setup.send"))
      }
    }
  }
}
