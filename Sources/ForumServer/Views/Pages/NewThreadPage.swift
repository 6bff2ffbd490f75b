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
      ComposerView(
        context: context, form: form, action: .threads, label: texts("newThread.body"),
        submit: texts("newThread.send"), cancel: (texts("form.cancel"), Route.threads.path), rows: 10
      ).write(html) { view in
        view.select(
          html, "kind", label: texts("newThread.kind"), help: texts("newThread.kindHelp"), value: ThreadKind.discussion.rawValue,
          options: ThreadKind.allCases.map {
            .init(value: $0.rawValue, label: texts.kind($0) + " – " + texts("kindsAbout.\($0.rawValue)"))
          })
        view.select(
          html, "space", label: texts("newThread.space"),
          options: [.init(value: "", label: texts("newThread.chooseSpace"))]
            + spaces.map { .init(value: $0.key, label: texts.space($0)) })
        TerritoryField(territories: territories).write(view, html)
        view.input(html, "title", label: texts("newThread.heading"), help: texts("newThread.headingHelp"))
      }
    }
  }
}
