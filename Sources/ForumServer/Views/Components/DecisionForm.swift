import ForumCore

/// The form by which a moderator decides, with the statement of reasons.
///
/// Fields: `post`, `thread` or `participant`; `matter`; `measure`, `ground`, `basis`, `facts`, `explanation`, `days`, `seconds`,
/// `label`, `space`, `title`, `into`, `replaces`.
struct DecisionForm {
  let context: PageContext
  let subject: ShownSubject
  let matter: MatterRecord?
  /// Decisions about the same thing, newest first: what can be lifted.
  let earlier: [DecisionRecord]
  let spaces: [SpaceRecord]
  let form: FormState

  private var texts: Texts { context.texts }

  private var measures: [Measure] {
    if let held = subject.held { return held.state == .refused ? [.lift] : [.publish, .refuse] }
    let lifts = earlier.contains { $0.state == .standing && $0.measure.canBeLifted }
    return Measure.allCases.filter { measure in
      switch measure {
      case .none: matter != nil
      case .publish, .refuse: false
      case .lift: lifts || isMarked
      default: measure.suits(subject.subject)
      }
    }
  }

  private var isMarked: Bool {
    subject.post.map { [.hidden, .removed].contains($0.state) || $0.label != nil } ?? subject.thread.map { $0.isLocked } ?? false
  }

  func write(_ html: MarkupWriter) {
    let view = FormView(form, prefix: "decision", context: context)
    let hidden: KeyValuePairs<StaticString, String?> = [
      "post": subject.subject.post?.description, "thread": subject.subject.thread?.description,
      "participant": subject.subject.participant?.description, "matter": matter?.id.description,
    ]
    view.write(html, action: .decisions, hidden: hidden) {
      view.select(
        html, "measure", label: texts("decision.measure"),
        options: [.init(value: "", label: texts("decision.choose"))]
          + measures.map { .init(value: $0.rawValue, label: texts("measures.\($0.rawValue)")) })
      view.select(
        html, "ground", label: texts("decision.ground"), value: matter?.ground.rawValue,
        options: [.init(value: "", label: texts("decision.choose"))]
          + Ground.allCases.map { .init(value: $0.rawValue, label: texts("grounds.\($0.rawValue)")) })
      view.reasons(html)
      extras(view, html)
      view.buttons(html, submit: texts("decision.send"), cancel: (texts("form.cancel"), subject.url))
    }
  }

  private func extras(_ view: FormView, _ html: MarkupWriter) {
    switch subject.subject {
    case .post where subject.held != nil: break
    case .post:
      view.select(
        html, "label", label: texts("decision.label"), help: texts("decision.labelHelp"), required: false,
        options: [.init(value: "", label: texts("decision.noLabel"))]
          + PostLabel.allCases.map { .init(value: $0.rawValue, label: texts("labels.\($0.rawValue)")) })
      view.input(html, "title", label: texts("decision.title"), help: texts("decision.titleHelp"), required: false)
    case .thread:
      view.select(
        html, "space", label: texts("decision.space"), value: subject.thread?.space.key, required: false,
        options: spaces.map { .init(value: $0.key, label: texts.space($0)) })
      view.input(
        html, "seconds", type: "number", label: texts("decision.seconds"), help: texts("decision.secondsHelp"), required: false)
      view.input(html, "into", label: texts("decision.into"), help: texts("decision.intoHelp"), required: false)
    case .participant:
      view.input(html, "days", type: "number", label: texts("decision.days"), help: texts("decision.daysHelp"), required: false)
      let liftable = earlier.filter { $0.state == .standing && ($0.measure.hasDays || $0.measure == .warn) }
      if !liftable.isEmpty {
        view.select(
          html, "replaces", label: texts("decision.replaces"), required: false,
          options: [.init(value: "", label: texts("decision.choose"))]
            + liftable.map {
              .init(value: $0.id.description, label: texts("measures.\($0.measure.rawValue)") + ", " + texts.date($0.at))
            })
      }
    }
  }
}

extension FormView {
  /// The statement of reasons: `basis`, `facts`, `explanation`.
  func reasons(_ html: MarkupWriter) {
    let texts = context.texts
    select(
      html, "basis", label: texts("decision.basis"), required: false,
      options: DecisionBasis.allCases.map { .init(value: $0.rawValue, label: texts("bases.\($0.rawValue)")) })
    textarea(html, "facts", label: texts("decision.facts"), help: texts("decision.factsHelp"), rows: 4)
    textarea(
      html, "explanation", label: texts("decision.explanation"), help: texts("decision.explanationHelp"), rows: 4, required: false
    )
  }
}
