import ForumCore

/// The form that makes an account. Fields: `name`, `email`, `password`, hidden `back`.
struct RegisterPage: Page {
  let context: PageContext
  let form: FormState

  var title: String { texts("register.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("register.lead"))
      let view = FormView(form, context: context)
      view.write(html, action: .register, hidden: ["back": form.values["back"]]) {
        view.account(html)
        view.buttons(html, submit: texts("register.send"))
      }
      html("p") { html("a", .href(.joining), text: texts("join.haveCode")) }
      html("p") {
        html.text(texts("register.haveAccount"))
        html.literal(" ")
        html("a", .href(url: Route.signIn.url(["back": form.values["back"]])), text: texts("layout.signIn"))
      }
    }
  }
}

extension FormView {
  /// The fields of a new account.
  func account(_ html: MarkupWriter) {
    let texts = context.texts
    name(html)
    input(html, "email", type: "email", label: texts("register.email"), help: texts("register.emailHelp"), autocomplete: "email")
    newPassword(html)
  }

  /// How others will see a new participant.
  func name(_ html: MarkupWriter) {
    let texts = context.texts
    input(html, "name", label: texts("register.name"), help: texts("register.nameHelp"), autocomplete: "nickname")
  }

  func newPassword(_ html: MarkupWriter) {
    let texts = context.texts
    password(
      html, "password", label: texts("register.password"),
      help: texts("register.passwordHelp", ["limit": texts.number(Limits.passwordMinimum)]), autocomplete: "new-password")
  }
}
