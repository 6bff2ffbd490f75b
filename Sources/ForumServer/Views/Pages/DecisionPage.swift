import ForumCore

/// A decision as its statement of reasons, and what can be done about it.
struct DecisionPage: Page {
  let context: PageContext
  let decision: DecisionRecord
  let appeals: [AppealRecord]
  let moderates: Bool
  /// Whether the reader is whom it affects, or gave a notice that it answered.
  let isAffected: Bool
  var isNotifier = false
  var form: FormState = .empty

  var title: String { texts("decision.number", ["number": decision.id.description]) }
  var hasForms: Bool { moderates && decision.state == .proposed }
  var isIndexed: Bool { false }
  var alternates: [Alternate] { [.json(Route.decision(decision.id).path(as: .json))] }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("measures.\(decision.measure.rawValue)"))
      html("p", .class("facts")) { html.decisionFacts(decision, texts) }
      html("dl", .class("pairs")) {
        about(html)
        fact("decision.basis", texts("bases.\(decision.basis.rawValue)"), html)
        fact("decision.source", texts("sources.\(decision.source.rawValue)"), html)
        if let terms = decision.terms {
          html("dt", text: texts("terms.title"))
          html("dd") {
            html("a", .href(.termsEdition(terms)), text: texts("terms.edition", ["number": texts.number(terms)]))
          }
        }
        fact("decision.automation", texts("decision.noAutomation"), html)
        if moderates { people(html) }
      }
      words("facts", decision.facts, html)
      words("explanation", decision.explanation, html)
      if moderates && decision.state == .proposed { settle(html) }
      if isAffected || isNotifier { redress(html) }
      for appeal in appeals where appeal.outcome != nil { outcome(appeal, html) }
    }
  }

  private func fact(_ key: String, _ value: String, _ html: MarkupWriter) {
    html("dt", text: texts(key))
    html("dd", text: value)
  }

  private func about(_ html: MarkupWriter) {
    html("dt", text: texts("notify.about"))
    html("dd") {
      if let post = decision.post {
        html("a", .href(.post(post)), text: texts("notify.subject.post"))
      } else if let thread = decision.thread {
        html("a", .href(.thread(thread)), text: texts("notify.subject.thread"))
      } else if moderates || isAffected, let person = decision.person {
        html("a", .href(.participant(person.id))) { html("bdi", text: texts.name(person.name)) }
      } else {
        // A person is named to nobody else.
        html.text(texts("decision.person"))
      }
    }
    if let label = decision.label { fact("decision.label", texts("labels.\(label.rawValue)"), html) }
    if let seconds = decision.seconds { fact("decision.seconds", texts.number(seconds), html) }
  }

  private func people(_ html: MarkupWriter) {
    for (key, person) in [("decision.author", decision.author), ("decision.second", decision.second)] {
      guard let person else { continue }
      html("dt", text: texts(key))
      html("dd") { html("bdi", text: texts.name(person.name)) }
    }
    if let matter = decision.matter {
      html("dt", text: texts("matter.short"))
      html("dd") { html("a", .href(.matter(matter)), text: texts("matter.title", ["number": matter.description])) }
    }
  }

  private func words(_ name: String, _ text: String?, _ html: MarkupWriter) {
    if text == "" { return }
    html("h2", text: texts("decision.\(name)"))
    guard let text else { return html("p", .class("gone"), text: texts("post.erased")) }
    html("p", .class("body"), .of("lang", text: decision.language), .of("dir", "auto"), text: text)
  }

  /// What the person can do: here, outside the court, in court (DSA 17(3)(f), 20(5)).
  private func redress(_ html: MarkupWriter) {
    html("section", .of("aria-labelledby", "redress-title")) {
      html("h2", .id("redress-title"), text: texts("redress.title"))
      let own = appeals.first { $0.author?.id == context.viewer?.id }
      let mayAppeal =
        (isAffected && decision.measure != .lift && decision.measure != .none) || (isNotifier && decision.measure == .none)
      if let own {
        html("p") { html("a", .href(.appeal(own.id)), text: texts("appeal.yours")) }
      } else if mayAppeal && decision.state == .standing {
        html("p", text: texts("redress.here"))
        html("p") { html("a", .class("primary"), .href(.appealDecision(decision.id)), text: texts("appeal.contest")) }
      }
      html("p", text: texts("redress.elsewhere"))
    }
  }

  private func settle(_ html: MarkupWriter) {
    html("section", .of("aria-labelledby", "settle-title")) {
      html("h2", .id("settle-title"), text: texts("settle.title"))
      html("p", text: texts(decision.author?.id == context.viewer?.id ? "settle.own" : "settle.lead"))
      guard decision.author?.id != context.viewer?.id, decision.person?.id != context.viewer?.id else { return }
      let view = FormView(form, prefix: "settle", context: context)
      view.write(html, action: .settleDecision(decision.id)) {
        view.textarea(html, "reason", label: texts("settle.reason"), help: texts("settle.reasonHelp"), rows: 3, required: false)
        html("p", .class("buttons")) {
          html("button", .class("primary"), .of("name", "agree"), .of("value", "1"), text: texts("settle.agree"))
          html("button", .class("secondary"), .of("name", "agree"), .of("value", "0"), text: texts("settle.decline"))
        }
      }
    }
  }

  private func outcome(_ appeal: AppealRecord, _ html: MarkupWriter) {
    guard let outcome = appeal.outcome, let decidedAt = appeal.decidedAt else { return }
    html("h2", text: texts("appeal.outcome.\(outcome.rawValue)"))
    html("p", .class("facts")) { html.time(decidedAt, texts) }
    if let reason = appeal.reason { html("p", .class("body")) { html("bdi", text: reason) } }
  }
}
