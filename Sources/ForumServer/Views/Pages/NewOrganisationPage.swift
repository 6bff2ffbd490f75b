import ForumCore

/// The form that registers an organisation.
struct NewOrganisationPage: Page {
  let context: PageContext
  let territories: [TerritoryRecord]
  let form: FormState

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
