import ForumCore

/// What a mailed link that signs in opens. Fields: `password`, a new one, may stay empty.
struct UseLinkPage: Page {
  let context: PageContext
  let code: String
  let form: FormState

  var title: String { texts("link.use.title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("link.use.lead"))
      let view = FormView(form, context: context)
      view.write(html, action: .useSignInLink(code)) {
        view.password(
          html, "password", label: texts("link.use.password"),
          help: texts("link.use.passwordHelp", ["limit": texts.number(Limits.passwordMinimum)]), autocomplete: "new-password",
          required: false)
        view.buttons(html, submit: texts("link.use.send"))
      }
    }
  }
}
