import ForumCore

/// Asks once more, and for a reason where one is owed, before something is withdrawn, hidden, restored, locked, moved or retitled.
struct ActPage: Page {
  let context: PageContext
  let act: Act
  let thread: ThreadRecord
  /// The post concerned; nil where it is the thread.
  let post: PostRecord?
  /// Where a thread can be moved to.
  let spaces: [SpaceRecord]
  var form: FormState = .empty

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
