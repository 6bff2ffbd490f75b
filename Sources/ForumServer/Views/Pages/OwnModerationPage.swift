import ForumCore

/// What concerns oneself: decisions about one's words and account, one's notices, one's appeals.
struct OwnModerationPage: Page {
  let context: PageContext
  let decisions: [DecisionRecord]
  let notices: [NoticeRecord]
  let appeals: [AppealRecord]
  /// Posts of one's own that wait or were refused.
  var held: [HeldRecord] = []

  var title: String { texts("own.title") }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("own.lead"))
      if !held.isEmpty {
        section("held", html) { html("ol", .class("rows")) { for post in held { row(post, html) } } }
      }
      section("decisions", html) { html.decisions(decisions, empty: texts("own.noDecisions"), texts, withReasons: true) }
      section("notices", html) {
        list(notices.isEmpty, "own.noNotices", html) {
          for notice in notices {
            row(Route.notice(notice.id), texts("grounds.\(notice.ground.rawValue)"), notice.at, html) {
              html.text(texts(notice.decision == nil ? "own.waits" : "own.answered"))
            }
          }
        }
      }
      section("appeals", html) {
        list(appeals.isEmpty, "own.noAppeals", html) {
          for appeal in appeals {
            row(.appeal(appeal.id), texts("appeal.against", ["number": appeal.decision.description]), appeal.at, html) {
              html.text(appeal.outcome.map { texts("appeal.outcome.\($0.rawValue)") } ?? texts("own.waits"))
            }
          }
        }
      }
    }
  }

  private func row(_ post: HeldRecord, _ html: MarkupWriter) {
    html("li", .class("row")) {
      html("p", .class("facts")) {
        html.text(texts(post.state == .held ? "held.waits" : "held.refused"))
        html.dot()
        html.time(post.at, texts)
        if let thread = post.thread {
          html.dot()
          html("a", .href(.thread(thread))) { html("bdi", text: post.threadTitle ?? texts("thread.untitled")) }
        }
        if let decision = post.decision {
          html.dot()
          html("a", .href(.decision(decision)), text: texts("post.why"))
        }
      }
      if let title = post.title, !title.isEmpty { html("p") { html("strong") { html("bdi", text: title) } } }
      if let body = post.body {
        html("div", .class("body"), .of("lang", text: post.language), .of("dir", text: "auto")) {
          html.markup(Markdown.render(body, labels: MarkdownLabels(texts), under: 2))
        }
      }
      if post.state == .held {
        html("form", .of("method", "post"), .action(.withdrawPost(post.id))) {
          html.csrf(context)
          html("button", .class("secondary"), text: texts("held.takeBack"))
        }
      }
    }
  }

  private func section(_ name: String, _ html: MarkupWriter, content: () -> Void) {
    html("section", .of("aria-labelledby", text: name + "-title")) {
      html("h2", .of("id", text: name + "-title"), text: texts("own.\(name)"))
      content()
    }
  }

  private func list(_ isEmpty: Bool, _ empty: String, _ html: MarkupWriter, rows: () -> Void) {
    if isEmpty { html("p", .class("empty"), text: texts(empty)) } else { html("ol", .class("rows"), content: rows) }
  }

  private func row(_ route: Route, _ title: String, _ at: Instant, _ html: MarkupWriter, state: () -> Void) {
    html("li", .class("row")) {
      html("p", .class("row-title")) { html("a", .href(route), text: title) }
      html("p", .class("facts")) {
        html.time(at, texts)
        html.dot()
        state()
      }
    }
  }
}
