import ForumCore

/// A notice for its sender: the receipt, and later what was decided.
struct NoticePage: Page {
  let context: PageContext
  let notice: NoticeRecord
  let decision: DecisionRecord?

  var title: String { texts("notify.receipt", ["number": notice.id.description]) }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts(decision == nil ? "notify.waiting" : "notify.decided"))
      if context.viewer == nil { html("p", text: texts("notify.keepAddress")) }
      html("dl", .class("pairs")) {
        html("dt", text: texts("notify.about"))
        html("dd") {
          switch notice.subject {
          case .post(let id): html("a", .href(.post(id)), text: texts("notify.subject.post"))
          case .thread(let id): html("a", .href(.thread(id)), text: texts("notify.subject.thread"))
          case .participant(let id): html("a", .href(.participant(id)), text: texts("notify.subject.participant"))
          case nil: html.text(texts("post.erased"))
          }
        }
        html("dt", text: texts("notify.ground"))
        html("dd", text: texts("grounds.\(notice.ground.rawValue)"))
        html("dt", text: texts("notify.at"))
        html("dd") { html.time(notice.at, texts) }
      }
      if let explanation = notice.explanation { html("p") { html("q") { html("bdi", text: explanation) } } }
      if let decision {
        html("h2", text: texts("decision.title"))
        html("p") {
          html("a", .href(.decision(decision.id)), text: texts("measures.\(decision.measure.rawValue)"))
        }
        if let facts = decision.facts { html("p", .of("lang", text: decision.language)) { html("bdi", text: facts) } }
        if decision.measure == .none, decision.state == .standing, context.viewer != nil {
          html("p") { html("a", .class("secondary"), .href(.appealDecision(decision.id)), text: texts("appeal.contest")) }
        }
      }
    }
  }
}
