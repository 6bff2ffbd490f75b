import ForumCore

/// The form that opens a thread. Fields: `kind`, `space`, `territory` (a name as people write it, or a code), `title`, `body`, `language`.
struct NewThreadPage: Page {
  let context: PageContext
  let spaces: [SpaceRecord]
  /// Regions and counties, offered while typing.
  let territories: [TerritoryRecord]
  let form: FormState

  var title: String { texts("newThread.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("newThread.lead"))
      if context.assistsSomewhere {
        html("p") { html("a", .href(.assistThread), text: texts("composer.assist")) }
      }
      ComposerView(
        context: context, form: form, action: .threads, label: texts("newThread.body"),
        submit: texts("newThread.send"), cancel: (texts("form.cancel"), Route.threads.path), rows: 10
      ).write(html) { view in
        NewThreadFields(spaces: spaces, territories: territories).write(view, html)
      }
    }
  }
}
