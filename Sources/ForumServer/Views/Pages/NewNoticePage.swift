import ForumCore

/// Tells the moderators of something. Fields: `ground`, `explanation`, `good-faith` (1); of a visitor `name`, `email`.
struct NewNoticePage: Page {
  let context: PageContext
  let subject: ShownSubject
  var form: FormState = .empty

  var title: String { texts("notify.title.\(subject.subject.kind.rawValue)") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("notify.lead"))
      subject.write(html, texts)
      let view = FormView(form, context: context)
      view.write(html, action: .notices, hidden: subject.fields) {
        view.select(
          html, "ground", label: texts("notify.ground"),
          options: [.init(value: "", label: texts("decision.choose"))]
            + Ground.allCases.map { .init(value: $0.rawValue, label: texts("grounds.\($0.rawValue)")) })
        view.textarea(html, "explanation", label: texts("notify.explanation"), help: texts("notify.explanationHelp"), rows: 5)
        if context.viewer == nil {
          view.input(
            html, "name", label: texts("notify.name"), help: texts("notify.contactHelp"), autocomplete: "name", required: false)
          view.input(html, "email", type: "email", label: texts("notify.email"), autocomplete: "email", required: false)
        }
        view.checkbox(html, "good-faith", label: texts("notify.goodFaith"))
        view.buttons(html, submit: texts("notify.send"), cancel: (texts("form.cancel"), subject.url))
      }
      html("p", .class("help")) { html("a", .href(.terms), text: texts("terms.link")) }
    }
  }
}
