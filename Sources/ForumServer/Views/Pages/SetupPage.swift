import ForumCore

/// What the one-time link of a new forum opens: its opener becomes the administrator.
struct SetupPage: Page {
  let context: PageContext
  let code: String
  let form: FormState

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
