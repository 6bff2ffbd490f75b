import ForumCore

/// One matter of the queue: what it is about, the notices, earlier decisions, the author's history, and the form that decides.
struct MatterPage: Page {
  let context: PageContext
  let matter: MatterRecord
  let subject: ShownSubject?
  let notices: [NoticeRecord]
  let earlier: [DecisionRecord]
  let history: [DecisionRecord]
  let spaces: [SpaceRecord]
  var form: FormState = .empty

  var title: String { texts("matter.title", ["number": matter.id.description]) }
  var hasForms: Bool { true }

  private var isMine: Bool { matter.claimant != nil && matter.claimant?.id == context.viewer?.id }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("p", .class("facts")) { html("a", .href(.moderation), text: texts("queue.title")) }
      html("h1", text: title)
      claim(html)
      if let subject { subject.write(html, texts) }
      if !notices.isEmpty {
        html("section", .of("aria-labelledby", "notices-title")) {
          html("h2", .id("notices-title"), text: texts("queue.notices", count: matter.notices))
          html("ol", .class("rows")) { for notice in notices { row(notice, html) } }
        }
      }
      section("earlier", earlier, html)
      section("history", history, html)
      if let decision = matter.decision {
        html("p") { html("a", .href(.decision(decision)), text: texts("matter.decided")) }
      } else if let subject {
        html("section", .of("aria-labelledby", "decide-title")) {
          html("h2", .id("decide-title"), text: texts("decision.new"))
          DecisionForm(
            context: context, subject: subject, matter: matter, earlier: earlier, spaces: spaces, form: form
          ).write(html)
        }
      }
    }
  }

  private func claim(_ html: MarkupWriter) {
    guard matter.decision == nil else { return }
    if let claimant = matter.claimant, !isMine {
      html("p", .class("lead")) {
        html.message(texts.message("queue.claimedBy")) { _ in html("bdi", text: texts.name(claimant.name)) }
      }
      return
    }
    html("form", .of("method", "post"), .action(.claimMatter(matter.id))) {
      html.csrf(context)
      html(
        "button", .class("secondary"), .of("name", "on"), .of("value", text: isMine ? "0" : "1"),
        text: texts(isMine ? "matter.release" : "matter.claim"))
      html("p", .class("help"), text: texts(isMine ? "matter.claimed" : "matter.claimHelp"))
    }
  }

  private func row(_ notice: NoticeRecord, _ html: MarkupWriter) {
    html("li", .class("row")) {
      html("p", .class("facts")) {
        html.text(texts("grounds.\(notice.ground.rawValue)"))
        html.dot()
        html.time(notice.at, texts)
        html.dot()
        html("bdi", text: notice.author.map { texts.name($0.name) } ?? notice.contactName ?? texts("matter.visitor"))
        if let email = notice.contactEmail {
          html.dot()
          html("bdi", text: email)
        }
      }
      html("p") { html("bdi", text: notice.explanation ?? texts("post.erased")) }
    }
  }

  private func section(_ name: String, _ decisions: [DecisionRecord], _ html: MarkupWriter) {
    guard !decisions.isEmpty else { return }
    html("section", .of("aria-labelledby", text: name + "-title")) {
      html("h2", .of("id", text: name + "-title"), text: texts("matter.\(name)"))
      html.decisions(decisions, empty: "", texts, withReasons: true)
    }
  }
}
