import ForumCore

/// What a notice or a decision is about, as a reminder above a form.
struct ShownSubject: Sendable {
  let subject: ModerationSubject
  let post: PostRecord?
  let thread: ThreadRecord?
  let participant: ParticipantRecord?
  /// The post, where it waits or was refused.
  var held: HeldRecord?
  /// How the author agreed that it was written down for them; for moderators.
  var agreement: String?

  /// The space that it stands in; nil for a person.
  var space: SpaceID? { thread?.space.id ?? held?.space }

  /// The address of its own page.
  var url: String {
    switch subject {
    case .post(let id): held == nil ? Route.post(id).path : Route.moderation.path
    case .thread(let id): Route.thread(id).path
    case .participant(let id): Route.participant(id).path
    }
  }

  func write(_ html: MarkupWriter, _ texts: Texts) {
    if let thread {
      html.way(to: thread, texts)
    }
    if let post { QuotedPost(post: post, texts: texts).write(html) }
    if let held { write(held, html, texts) }
    if let agreement {
      html("h3", text: texts("assistance.how"))
      html("p") { html("bdi", text: agreement) }
    }
    if let participant {
      html("p", .class("by")) {
        SpeakerView(
          author: AuthorRecord(id: participant.id, name: participant.name), speaker: participant.speaker, texts: texts
        ).write(html)
      }
    }
  }

  private func write(_ held: HeldRecord, _ html: MarkupWriter, _ texts: Texts) {
    html("p", .class("label"), text: texts("held.why.\(held.why.rawValue)"))
    if let title = held.title, !title.isEmpty { html("p") { html("strong") { html("bdi", text: title) } } }
    let shown = PostRecord(
      id: held.id, thread: held.thread ?? ThreadID(0), placed: held.id.rawValue, author: held.author, speaker: held.speaker,
      body: held.body, language: held.language, publishedAt: held.at)
    QuotedPost(post: shown, texts: texts, isLinked: false).write(html)
  }

  /// What a form says of it, hidden.
  var fields: KeyValuePairs<StaticString, String?> {
    ["post": subject.post?.description, "thread": subject.thread?.description, "participant": subject.participant?.description]
  }
}
