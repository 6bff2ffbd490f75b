import ForumCore

/// What waits for moderators: matters, the urgent first; appeals; decisions that need a second moderator.
struct QueuePage: Page {
  let context: PageContext
  let matters: [MatterRecord]
  let size: (open: Int, urgent: Int)
  let appeals: [AppealRecord]
  let proposed: [DecisionRecord]
  let ground: Ground?
  let paging: Paging

  var title: String { texts("queue.title") }
  var isIndexed: Bool { false }
  var alternates: [Alternate] { [.json(Route.moderation.path(as: .json))] }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
    html("p", .class("lead"), text: texts("queue.open", count: size.open, ["urgent": texts.number(size.urgent)]))
    html("p") { html("a", .href(.moderationLog), text: texts("record.title")) }
    if Rights.allows(context.viewer?.role, .setModeration) {
      html("p") { html("a", .href(.moderationRules), text: texts("rules.title")) }
      html("p") { html("a", .href(.roles), text: texts("roleGrants.title")) }
    }
    filter(html)
    if matters.isEmpty { html("p", .class("empty"), text: texts("queue.empty")) }
    html("form", .of("method", "get"), .action(.severalMatters)) {
      html("ol", .class("rows")) { for matter in matters { row(matter, html) } }
      if matters.count > 1 {
        html("p", .class("buttons")) { html("button", .class("secondary"), text: texts("several.choose")) }
      }
    }
    PagerView(paging: paging, group: "list", texts: texts).write(html)
    section("appeals", isEmpty: appeals.isEmpty, html) {
      for appeal in appeals {
        html("li", .class("row")) {
          html("p", .class("row-title")) {
            html("a", .href(.appeal(appeal.id)), text: texts("appeal.against", ["number": appeal.decision.description]))
          }
          html("p", .class("facts")) { html.time(appeal.at, texts) }
        }
      }
    }
    section("proposed", isEmpty: proposed.isEmpty, html) {
      for decision in proposed {
        html("li", .class("row")) {
          html("p", .class("row-title")) {
            html("a", .href(.decision(decision.id)), text: texts("measures.\(decision.measure.rawValue)"))
          }
          html("p", .class("facts")) { html.decisionFacts(decision, texts) }
        }
      }
    }
  }

  private func section(_ name: String, isEmpty: Bool, _ html: MarkupWriter, rows: () -> Void) {
    html("section", .of("aria-labelledby", text: name + "-title")) {
      html("h2", .of("id", text: name + "-title"), text: texts("queue.\(name)"))
      if isEmpty { html("p", .class("empty"), text: texts("queue.none")) } else { html("ol", .class("rows"), content: rows) }
    }
  }

  private func filter(_ html: MarkupWriter) {
    html("nav", .class("filter"), .of("aria-label", text: texts("queue.byGround"))) {
      html("ul") {
        for each in [nil] + Ground.allCases.map(Optional.some) {
          html("li") {
            html(
              "a", .href(url: Route.moderation.url(["ground": each?.rawValue])),
              .of("aria-current", text: each == ground ? "true" : nil),
              text: each.map { texts("grounds.\($0.rawValue)") } ?? texts("queue.all"))
          }
        }
      }
    }
  }

  private func row(_ matter: MatterRecord, _ html: MarkupWriter) {
    html("li", .class("row")) {
      html("p", .class("row-title")) {
        if matters.count > 1 {
          html.void(
            "input", .of("type", "checkbox"), .of("name", text: "m\(matter.id)"), .of("value", "1"),
            .of("aria-label", text: texts("several.tick", ["number": matter.id.description])))
          html.literal(" ")
        }
        if matter.isUrgent {
          html("strong", .class("urgent"), text: texts("queue.urgent"))
          html.literal(" ")
        }
        html(
          "a", .href(.matter(matter.id)),
          text: texts.matter(matter))
      }
      html.about(matter, texts)
      html("p", .class("facts")) {
        if matter.notices > 0 {
          html.text(texts("queue.notices", count: matter.notices))
          html.dot()
        }
        html.time(matter.openedAt, texts)
        if let claimant = matter.claimant {
          html.dot()
          html.message(texts.message("queue.claimedBy")) { _ in html("bdi", text: texts.name(claimant.name)) }
        }
      }
    }
  }
}
