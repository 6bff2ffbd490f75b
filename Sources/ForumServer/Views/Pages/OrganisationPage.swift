import ForumCore

/// An organisation and the threads it spoke in.
struct OrganisationPage: Page {
  let context: PageContext
  let organisation: OrganisationRecord
  let threads: [ThreadRecord]
  let paging: Paging

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
