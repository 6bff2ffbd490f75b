import ForumCore

/// One space with its threads.
struct SpacePage: Page {
  let context: PageContext
  let space: SpaceRecord
  let threads: [ThreadRecord]
  let paging: Paging

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
