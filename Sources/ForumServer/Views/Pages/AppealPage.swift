import ForumCore

/// An appeal for who lodged it and for moderators; another moderator than the decision's decides it here. Fields: `outcome`, `reason`.
struct AppealPage: Page {
  let context: PageContext
  let appeal: AppealRecord
  let decision: DecisionRecord
  let subject: ShownSubject?
  let mayDecide: Bool
  var form: FormState = .empty

  var title: String { texts("appeal.against", ["number": decision.id.description]) }
  var hasForms: Bool { mayDecide }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("facts")) {
        html("a", .href(.decision(decision.id)), text: texts("measures.\(decision.measure.rawValue)"))
        html.dot()
        html.decisionFacts(decision, texts)
      }
      if let subject { subject.write(html, texts) }
      html("h2", text: texts("appeal.text"))
      html("p", .class("facts")) { html.time(appeal.at, texts) }
      html("p", .class("body")) { html("bdi", text: appeal.text ?? texts("post.erased")) }
      if let outcome = appeal.outcome {
        html("h2", text: texts("appeal.outcome.\(outcome.rawValue)"))
        if let decidedAt = appeal.decidedAt { html("p", .class("facts")) { html.time(decidedAt, texts) } }
        if let reason = appeal.reason { html("p", .class("body")) { html("bdi", text: reason) } }
        html("p", text: texts("redress.elsewhere"))
      } else {
        html("p", .class("lead"), text: texts(mayDecide ? "appeal.decide" : "appeal.waiting"))
        if mayDecide { decide(html) }
      }
    }
  }

  private func decide(_ html: MarkupWriter) {
    let view = FormView(form, context: context)
    view.write(html, action: .appeal(appeal.id)) {
      view.select(
        html, "outcome", label: texts("appeal.outcomeLabel"),
        options: [.init(value: "", label: texts("decision.choose"))]
          + AppealOutcome.allCases.map { .init(value: $0.rawValue, label: texts("appeal.outcome.\($0.rawValue)")) })
      view.textarea(html, "reason", label: texts("appeal.reason"), help: texts("decision.factsHelp"), rows: 4)
      view.buttons(html, submit: texts("appeal.decideSend"))
    }
  }
}
