import ForumCore

/// The form that opens a thread.
struct NewThreadPage: Page {
  let context: PageContext
  let spaces: [SpaceRecord]
  /// Regions and counties, offered while typing.
  let territories: [TerritoryRecord]
  let form: FormState

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
