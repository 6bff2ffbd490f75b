import ForumCore

/// A thread: its head, the posts of one page as a tree, and the form to answer.
struct ThreadPage: Page {
  let context: PageContext
  let thread: ThreadRecord
  /// In the order of `placed`.
  let posts: [PostRecord]
  let paging: Paging
  /// Posts placed later are new to the viewer; nil marks none.
  let unreadAfter: Position?
  var form: FormState = .empty

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
