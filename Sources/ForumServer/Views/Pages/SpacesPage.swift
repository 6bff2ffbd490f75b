import ForumCore

/// All spaces (rubrici); for administrators the form that opens another.
struct SpacesPage: Page {
  let context: PageContext
  let spaces: [SpaceRecord]
  var form: FormState = .empty

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
