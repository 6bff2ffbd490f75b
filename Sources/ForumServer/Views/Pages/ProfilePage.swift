import ForumCore

/// One's own name, as what one speaks, and password.
struct ProfilePage: Page {
  let context: PageContext
  let participant: ParticipantRecord
  let organisations: [OrganisationRecord]
  var name: FormState = .empty
  var speaker: FormState = .empty
  var password: FormState = .empty

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
