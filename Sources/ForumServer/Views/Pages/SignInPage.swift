import ForumCore

/// The form that signs in. Fields: `email`, `password`, hidden `back`.
struct SignInPage: Page {
  let context: PageContext
  let form: FormState
  /// Whether links that sign in can be mailed.
  var hasMail = false

  var title: String { texts("signIn.title") }
  var hasForms: Bool { true }
  var hasPasskeys: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      let view = FormView(form, context: context)
      view.write(html, action: .signIn, hidden: ["back": form.values["back"]]) {
        view.input(html, "email", label: texts("signIn.email"), autocomplete: "username")
        view.password(html, "password", label: texts("register.password"), autocomplete: "current-password")
        view.buttons(html, submit: texts("signIn.send"))
      }
      PasskeyForm(ceremony: .get, context: context, back: form.values["back"]).write(html)
      if hasMail { html("p") { html("a", .href(.signInLink), text: texts("link.ask.link")) } }
      html("p") { html("a", .href(.joining), text: texts("join.haveCode")) }
      html("p") {
        html.text(texts("signIn.noAccount"))
        html.literal(" ")
        html("a", .href(url: Route.register.url(["back": form.values["back"]])), text: texts("signIn.register"))
      }
    }
  }
}
