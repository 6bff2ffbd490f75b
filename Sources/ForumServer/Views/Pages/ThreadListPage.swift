import ForumCore

/// Threads, newest activity first, narrowed by filters that stand in the address.
struct ThreadListPage: Page {
  let context: PageContext
  let filter: ThreadListFilter
  let spaces: [SpaceRecord]
  let threads: [ThreadRecord]
  let paging: Paging

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
