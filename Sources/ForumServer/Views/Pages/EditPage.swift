import ForumCore

/// The form that edits a post. `replaces` says which version was seen: an edit that came in between is not overwritten unseen.
struct EditPage: Page {
  let context: PageContext
  let thread: ThreadRecord
  let post: PostRecord
  let form: FormState

  var title: String { texts("edit.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html.way(to: thread, texts)
      html("h1", text: title)
      html("p", .class("lead"), text: texts("edit.lead"))
      ComposerView(
        context: context, form: form, action: .post(post.id), label: texts("edit.body"),
        submit: texts("edit.send"),
        body: post.body, language: post.language, hidden: ["replaces": form.values["replaces"] ?? String(post.bodyPosition)],
        cancel: (texts("form.cancel"), Route.post(post.id).path), rows: 12
      ).write(html)
    }
  }
}
