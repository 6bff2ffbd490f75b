import ForumCore

/// Several matters with the form that decides each of them the same way. Fields: `matters`, `measure`, `ground`, `basis`, `facts`,
/// `explanation`, `days`.
struct SeveralMattersPage: Page {
  let context: PageContext
  let matters: [MatterRecord]
  /// Those that could not be decided, and why.
  var refused: [MatterID: Problem] = [:]
  var form: FormState = .empty

  var title: String { texts("several.title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  /// What can be done to all of them, with nothing more to say than reasons. A wait is ended by publishing or refusing.
  private var measures: [Measure] {
    let plain: [Measure] = [.none, .hide, .remove, .lock, .warn, .mute, .limitLinks, .publish, .refuse]
    return plain.filter { measure in
      matters.allSatisfy { matter in
        let ends = [Measure.publish, .refuse].contains(measure)
        return matter.subject.map(measure.suits) == true && ends == (matter.why != nil)
      }
    }
  }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("p", .class("facts")) { html("a", .href(.moderation), text: texts("queue.title")) }
      html("h1", text: title)
      html("p", .class("lead"), text: texts("several.lead"))
      html("ol", .class("rows")) { for matter in matters { row(matter, html) } }
      guard !measures.isEmpty else { return html("p", .class("empty"), text: texts("several.nothingInCommon")) }
      let view = FormView(form, prefix: "decision", context: context)
      view.write(
        html, action: .severalMatters, hidden: ["matters": matters.map(\.id.description).joined(separator: " ")]
      ) {
        view.select(
          html, "measure", label: texts("decision.measure"),
          options: [.init(value: "", label: texts("decision.choose"))]
            + measures.map { .init(value: $0.rawValue, label: texts("measures.\($0.rawValue)")) })
        view.select(
          html, "ground", label: texts("decision.ground"), value: ground?.rawValue,
          options: Ground.allCases.map { .init(value: $0.rawValue, label: texts("grounds.\($0.rawValue)")) })
        view.reasons(html)
        if measures.contains(where: \.hasDays) {
          view.input(
            html, "days", type: "number", label: texts("decision.days"), help: texts("decision.daysHelp"), required: false)
        }
        view.buttons(
          html, submit: texts("several.send", count: matters.count), cancel: (texts("form.cancel"), Route.moderation.path))
      }
    }
  }

  /// The one they have in common.
  private var ground: Ground? { Set(matters.map(\.ground)).count == 1 ? matters.first?.ground : nil }

  private func row(_ matter: MatterRecord, _ html: MarkupWriter) {
    html("li", .class("row")) {
      html("p", .class("row-title")) {
        html(
          "a", .href(.matter(matter.id)),
          text: texts.matter(matter))
      }
      html.about(matter, texts)
      if let problem = refused[matter.id] {
        html(
          "p", .class("error"), text: texts.problem(FieldProblem(field: nil, code: problem.code, parameters: problem.parameters)))
      }
    }
  }
}
