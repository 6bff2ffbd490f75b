import ForumCore

/// Where a facilitator writes down what somebody without an account says. Fields: `person`, `name`, `community`, `how`, `body`,
/// `language`, hidden `parent`.
struct AssistancePage: Page {
  let context: PageContext
  let thread: ThreadRecord
  /// Nil answers the thread.
  let parent: PostRecord?
  /// For whom this facilitator wrote before.
  let people: [AssistedPerson]
  let form: FormState

  var title: String { texts("assistance.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html.way(to: thread, texts)
      html("h1", text: title)
      html("p", .class("lead"), text: texts("assistance.lead"))
      if let parent { QuotedPost(post: parent, texts: texts).write(html) }
      let view = FormView(form, context: context)
      view.write(html, action: .assist(thread.id), enhance: "send", hidden: ["parent": parent?.id.description]) {
        if !people.isEmpty {
          view.select(
            html, "person", label: texts("assistance.person"), required: false,
            options: [.init(value: "", label: texts("assistance.new"))]
              + people.map { .init(value: $0.person.id.description, label: texts.name($0.person.name)) })
        }
        view.input(
          html, "name", label: texts("assistance.name"), help: texts("assistance.nameHelp"), required: people.isEmpty)
        view.checkbox(html, "community", label: texts("assistance.community"), help: texts("assistance.communityHelp"))
        view.textarea(html, "body", label: texts("assistance.body"), help: texts("assistance.bodyHelp"), rows: 8)
        view.select(
          html, "language", label: texts("composer.language"), value: context.locale.rawValue,
          options: WrittenLanguage.allCases.map { FormView.Option(value: $0.rawValue, label: $0.ownName, language: $0.rawValue) })
        view.textarea(html, "how", label: texts("assistance.how"), help: texts("assistance.howHelp"), rows: 3)
        view.buttons(
          html, submit: texts("composer.send"),
          cancel: (texts("form.cancel"), parent.map { Route.post($0.id).path } ?? Route.thread(thread.id).path))
      }
    }
  }
}
