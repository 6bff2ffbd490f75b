import ForumCore

/// An organisation and the threads it spoke in.
struct OrganisationPage: Page {
  let context: PageContext
  let organisation: OrganisationRecord
  let threads: [ThreadRecord]
  let paging: Paging

  var title: String { texts.name(organisation.name) }
  var alternates: [Alternate] { [.json(Route.organisation(organisation.id).path(as: .json))] }

  func main(_ html: MarkupWriter) {
    html("p", .class("facts")) { html("a", .href(.organisations), text: texts("organisations.title")) }
    html("h1") {
      if let category = organisation.category { html.mark(category) }
      html("bdi", text: title)
    }
    OrganisationFacts(organisation: organisation, texts: texts).write(html)
    html.liveLine()
    if !organisation.isVerified, Rights.allows(context.viewer?.role, .verifyOrganisation) {
      html("form", .of("method", "post"), .action(.verifyOrganisation(organisation.id))) {
        html.csrf(context)
        html("button", .class("primary"), .of("type", "submit"), text: texts("organisations.verify"))
      }
    }
    html("h2", text: texts("organisations.threads"))
    html.newPosts()
    html.threads(threads, empty: texts("organisations.noThreads"), isLive: true, texts)
    PagerView(paging: paging, group: "list", texts: texts).write(html)
  }
}
