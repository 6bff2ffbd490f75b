import ForumCore

/// Organisations, by category.
struct OrganisationsPage: Page {
  let context: PageContext
  let category: StakeholderCategory?
  let organisations: [OrganisationRecord]
  let paging: Paging

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
