import ForumCore

/// Where a facilitator writes down what somebody without an account says. Fields: `person`, `name`, `community`, `how`, `body`,
/// `language`, hidden `parent`; for a new thread `kind`, `space`, `territory`, `title`.
struct AssistancePage: Page {
  let context: PageContext
  /// Nil opens one.
  var thread: ThreadRecord?
  /// Nil answers the thread.
  var parent: PostRecord?
  /// For whom this facilitator wrote before.
  let people: [AssistedPerson]
  let form: FormState
  /// What is chosen from for a new thread.
  var spaces: [SpaceRecord] = []
  var territories: [TerritoryRecord] = []

  var title: String { texts("assistance.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      if let thread { html.way(to: thread, texts) }
      html("h1", text: title)
      html("p", .class("lead"), text: texts("assistance.lead"))
      if let parent { QuotedPost(post: parent, texts: texts).write(html) }
      let view = FormView(form, context: context)
      view.write(
        html, action: thread.map { .assist($0.id) } ?? .assistThread, enhance: "send", hidden: ["parent": parent?.id.description]
      ) {
        if !people.isEmpty {
          view.select(
            html, "person", label: texts("assistance.person"), required: false,
            options: [.init(value: "", label: texts("assistance.new"))]
              + people.map { .init(value: $0.person.id.description, label: texts.name($0.person.name)) })
        }
        view.input(
          html, "name", label: texts("assistance.name"), help: texts("assistance.nameHelp"), required: people.isEmpty)
        view.checkbox(html, "community", label: texts("assistance.community"), help: texts("assistance.communityHelp"))
        if thread == nil { NewThreadFields(spaces: spaces, territories: territories).write(view, html) }
        view.textarea(html, "body", label: texts("assistance.body"), help: texts("assistance.bodyHelp"), rows: 8)
        view.select(
          html, "language", label: texts("composer.language"), value: context.locale.rawValue,
          options: WrittenLanguage.allCases.map { FormView.Option(value: $0.rawValue, label: $0.ownName, language: $0.rawValue) })
        view.textarea(html, "how", label: texts("assistance.how"), help: texts("assistance.howHelp"), rows: 3)
        view.buttons(
          html, submit: texts("composer.send"),
          cancel: (
            texts("form.cancel"),
            parent.map { Route.post($0.id).path } ?? thread.map { Route.thread($0.id).path } ?? Route.newThread.path
          ))
      }
    }
  }
}
