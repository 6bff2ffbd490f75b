import ForumCore

/// The form that edits a post.
struct EditPage: Page {
  let context: PageContext
  let thread: ThreadRecord
  let post: PostRecord
  let form: FormState

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
