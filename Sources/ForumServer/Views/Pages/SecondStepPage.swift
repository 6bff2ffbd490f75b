import ForumCore

/// Asks for a code after the password. Fields: `code`, hidden `ticket`, `back`.
struct SecondStepPage: Page {
  let context: PageContext
  let form: FormState

  var title: String { texts("secondStep.title") }
  var hasForms: Bool { true }
  var hasPasskeys: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("secondStep.lead"))
      let view = FormView(form, context: context)
      view.write(html, action: .secondStep, hidden: ["ticket": form.values["ticket"], "back": form.values["back"]]) {
        view.input(
          html, "code", label: texts("secondStep.code"), help: texts("secondStep.codeHelp"), autocomplete: "one-time-code")
        view.buttons(html, submit: texts("signIn.send"))
      }
      PasskeyForm(ceremony: .get, context: context, back: form.values["back"]).write(html)
    }
  }
}
