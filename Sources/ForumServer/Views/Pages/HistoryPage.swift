import ForumCore

/// The versions of a post, newest first, each with what changed word by word.
struct HistoryPage: Page {
  let context: PageContext
  let thread: ThreadRecord
  let post: PostRecord
  /// Oldest first.
  let revisions: [RevisionRecord]

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
