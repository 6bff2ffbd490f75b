import ForumCore

/// Contests a decision. Field: `text`.
struct NewAppealPage: Page {
  let context: PageContext
  let decision: DecisionRecord
  var form: FormState = .empty

  var title: String { texts("appeal.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("appeal.lead"))
      html("p", .class("facts")) {
        html("a", .href(.decision(decision.id)), text: texts("measures.\(decision.measure.rawValue)"))
        html.dot()
        html.decisionFacts(decision, texts)
      }
      let view = FormView(form, context: context)
      view.write(html, action: .appealDecision(decision.id)) {
        view.textarea(html, "text", label: texts("appeal.text"), help: texts("appeal.textHelp"), rows: 6)
        view.buttons(html, submit: texts("appeal.send"), cancel: (texts("form.cancel"), Route.decision(decision.id).path))
      }
    }
  }
}
