import ForumCore

/// A participant and the threads they opened.
struct ParticipantPage: Page {
  let context: PageContext
  let participant: ParticipantRecord
  let threads: [ThreadRecord]
  let paging: Paging

  var title: String { texts.name(participant.name) }
  var isIndexed: Bool { false }
  var alternates: [Alternate] { [.json(Route.participant(participant.id).path(as: .json))] }

  func main(_ html: MarkupWriter) {
    html("h1") { html("bdi", text: title) }
    let speaker = participant.speaker
    if speaker.category != nil || speaker.organisation != nil || speaker.profession != nil {
      html("p", .class("by")) {
        SpeakerView(
          author: AuthorRecord(id: participant.id, name: participant.name), speaker: speaker, texts: texts, isLinked: true
        ).writeAs(html)
      }
    }
    html("p", .class("facts")) {
      if participant.isImported {
        html.text(texts("participant.imported"))
      } else {
        html.message(texts.message("participant.since")) { _ in
          html(
            "time", .of("datetime", text: RomanianTime.utc(participant.registeredAt)), .flag("data-absolute"),
            text: texts.date(participant.registeredAt))
        }
      }
      html.dot()
      html.text(texts("thread.posts", count: participant.posts))
      if participant.role > .participant {
        html.dot()
        html.text(texts("roles.\(participant.role.rawValue)"))
      }
    }
    profession(html)
    acts(html)
    html("h2", text: texts("participant.threads"))
    html.threads(threads, empty: texts("participant.noThreads"), texts)
    PagerView(paging: paging, group: "list", texts: texts).write(html)
  }

  /// For who has seen proof of it.
  private func profession(_ html: MarkupWriter) {
    guard let profession = participant.speaker.profession, participant.id != context.viewer?.id,
      Rights.allows(context.viewer?.role, .verifyProfession)
    else { return }
    let isVerified = participant.speaker.isProfessionVerified
    html("form", .of("method", "post"), .action(.verifyProfession(participant.id))) {
      html.csrf(context)
      html("p", .class("buttons")) {
        html(
          "button", .class("secondary"), .of("name", "on"), .of("value", isVerified ? "0" : "1"),
          text: texts(isVerified ? "professions.takeBack" : "professions.verify", ["profession": texts.profession(profession)]))
      }
    }
  }

  /// Telling the moderators, and what they do.
  private func acts(_ html: MarkupWriter) {
    guard !participant.isImported, participant.id != context.viewer?.id else { return }
    let id = participant.id.description
    html("ul", .class("acts")) {
      html("li") {
        html("a", .href(url: Route.newNotice.url(["participant": id])), .of("rel", "nofollow"), text: texts("post.notify"))
      }
      if Rights.allows(context.viewer?.role, .decide) {
        html("li") { html("a", .href(url: Route.newDecision.url(["participant": id])), text: texts("post.decide")) }
      }
      if Rights.allows(context.viewer?.role, .grantRole) {
        html("li") { html("a", .href(url: Route.roles.url(["person": id])), text: texts("roleGrants.give")) }
      }
    }
  }
}
