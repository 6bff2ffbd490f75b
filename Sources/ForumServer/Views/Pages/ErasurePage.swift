import ForumCore

/// Asks before an account is erased, and says what goes and what stays. Fields: `password`, `words` (1).
struct ErasurePage: Page {
  let context: PageContext
  var form: FormState = .empty

  var title: String { texts("erasure.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("erasure.lead"))
      for part in ["goes", "stays"] {
        html("h2", text: texts("erasure.\(part).title"))
        html("p", text: texts("erasure.\(part).text"))
      }
      html("p") { html("a", .href(.ownData), text: texts("ownData.link")) }
      let view = FormView(form, context: context)
      view.write(html, action: .erasure) {
        view.checkbox(html, "words", label: texts("erasure.words"), help: texts("erasure.wordsHelp"))
        view.password(html, "password", label: texts("profile.password.current"), autocomplete: "current-password")
        view.buttons(html, submit: texts("erasure.send"), cancel: (texts("form.cancel"), Route.profile.path))
      }
    }
  }
}
