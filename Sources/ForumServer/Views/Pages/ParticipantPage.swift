import ForumCore

/// A participant and what they said.
struct ParticipantPage: Page {
  let context: PageContext
  let participant: ParticipantRecord
  let threads: [ThreadRecord]
  let paging: Paging

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
