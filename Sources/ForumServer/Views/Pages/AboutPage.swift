import ForumCore

/// What this place is, who runs it, how to take part.
struct AboutPage: Page {
  let context: PageContext

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
