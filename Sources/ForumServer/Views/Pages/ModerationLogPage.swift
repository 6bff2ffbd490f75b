import ForumCore

/// The public record of moderation: every decision with its ground and reasons, without names.
struct ModerationLogPage: Page {
  let context: PageContext
  let decisions: [DecisionRecord]
  let filter: DecisionFilter
  let paging: Paging
  let feed: String
  let data: String

  var title: String { texts("record.title") }
  var summary: String? { texts("record.lead") }
  var alternates: [Alternate] { [.json(data), .atom(feed, title: title)] }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
    html("p", .class("lead"), text: texts("record.lead"))
    html("p") {
      html("a", .href(.terms), text: texts("terms.link"))
      html.dot()
      html("a", .href(.transparency), text: texts("transparency.title"))
    }
    html("nav", .class("filter"), .of("aria-label", text: texts("record.byMeasure"))) {
      html("ul") {
        for each in [nil] + Measure.allCases.map(Optional.some) {
          html("li") {
            html(
              "a", .href(url: Route.moderationLog.url(["measure": each?.rawValue, "ground": filter.ground?.rawValue])),
              .of("aria-current", text: each == filter.measure ? "true" : nil),
              text: each.map { texts("measures.\($0.rawValue)") } ?? texts("queue.all"))
          }
        }
      }
    }
    html.decisions(decisions, empty: texts("record.empty"), texts, withReasons: true)
    PagerView(paging: paging, group: "list", texts: texts).write(html)
  }
}
