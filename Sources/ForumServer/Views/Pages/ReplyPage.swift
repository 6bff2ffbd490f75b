import ForumCore

/// The form that answers a post, or the thread, on a page of its own: where "Răspundeți" leads without JavaScript.
struct ReplyPage: Page {
  let context: PageContext
  let thread: ThreadRecord
  /// Nil answers the thread.
  let parent: PostRecord?
  /// With a quotation in `body` where one was asked for (`Markdown.quote`).
  let form: FormState
  /// Whether the viewer speaks for an institution, and so do the last two posts.
  var isThirdInstitution = false

  var title: String { texts("reply.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html.way(to: thread, texts)
      html("h1", text: title)
      if let parent { QuotedPost(post: parent, texts: texts).write(html) }
      if isThirdInstitution { html("p", .class("notice"), text: texts("composer.thirdInstitution")) }
      ComposerView(
        context: context, form: form, action: .posts(thread.id), label: texts("composer.label"),
        submit: texts("composer.send"), language: parent?.language ?? thread.language, hidden: ["parent": parent?.id.description],
        cancel: (texts("form.cancel"), parent.map { Route.post($0.id).path } ?? Route.thread(thread.id).path), rows: 10
      ).write(html)
    }
  }
}
