import ForumCore

/// The form that answers a post, or the thread, on a page of its own.
struct ReplyPage: Page {
  let context: PageContext
  let thread: ThreadRecord
  /// Nil answers the thread.
  let parent: PostRecord?
  let form: FormState

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
