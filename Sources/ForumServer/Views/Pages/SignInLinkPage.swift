import ForumCore

/// The form that asks for a mailed link that signs in. Fields: `email`.
struct SignInLinkPage: Page {
  let context: PageContext
  let form: FormState

  var title: String { texts("link.ask.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("link.ask.lead"))
      let view = FormView(form, context: context)
      view.write(html, action: .signInLink) {
        view.input(html, "email", type: "email", label: texts("register.email"), autocomplete: "email")
        view.buttons(html, submit: texts("link.ask.send"))
      }
      html("p") { html("a", .href(.signIn), text: texts("layout.signIn")) }
    }
  }
}
