import ForumCore

/// What is going on, for somebody who comes in.
struct HomePage: Page {
  let context: PageContext
  let spaces: [SpaceRecord]
  /// Threads by newest activity.
  let newest: [ThreadRecord]
  /// Questions that no institution has spoken in yet, the longest waiting first.
  let waiting: [ThreadRecord]
  /// The newest good practices and case studies.
  let practices: [ThreadRecord]

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
