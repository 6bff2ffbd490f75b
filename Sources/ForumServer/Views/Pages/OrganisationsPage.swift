import ForumCore

/// Organisations, by category.
struct OrganisationsPage: Page {
  let context: PageContext
  let category: StakeholderCategory?
  let organisations: [OrganisationRecord]
  let paging: Paging

  var title: String { texts("organisations.title") }
  var alternates: [Alternate] { [.json(Route.organisations.url(as: .json, ["category": category?.rawValue]))] }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
    html("p", .class("lead"), text: texts("organisations.lead"))
    html("p", .class("buttons")) { html("a", .class("primary"), .href(.newOrganisation), text: texts("organisations.register")) }
    html("nav", .class("filter"), .of("aria-label", text: texts("organisations.byCategory"))) {
      html("ul") {
        link(nil, html)
        for each in StakeholderCategory.allCases { link(each, html) }
      }
    }
    if organisations.isEmpty { html("p", .class("empty"), text: texts("organisations.empty")) }
    if !organisations.isEmpty {
      html("ul", .class("rows")) {
        for organisation in organisations {
          html("li", .class("row")) {
            html("p", .class("row-title")) {
              if let category = organisation.category { html.mark(category) }
              html("a", .href(.organisation(organisation.id))) { html("bdi", text: texts.name(organisation.name)) }
            }
            OrganisationFacts(organisation: organisation, texts: texts).write(html)
          }
        }
      }
    }
    PagerView(paging: paging, group: "list", texts: texts).write(html)
  }

  private func link(_ each: StakeholderCategory?, _ html: MarkupWriter) {
    html("li") {
      html(
        "a", .href(url: Route.organisations.url(["category": each?.rawValue])),
        .of("aria-current", text: each == category ? "true" : nil)
      ) {
        if let each { html.mark(each) }
        html.text(each.map { texts("categoriesPlural.\($0.rawValue)") } ?? texts("organisations.all"))
      }
    }
  }
}
