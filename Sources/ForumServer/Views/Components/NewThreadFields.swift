import ForumCore

/// What says where a new thread belongs and what it is called: `kind`, `space`, `territory`, `title`.
struct NewThreadFields {
  let spaces: [SpaceRecord]
  /// Regions and counties, offered while typing.
  let territories: [TerritoryRecord]

  func write(_ view: FormView, _ html: MarkupWriter) {
    let texts = view.context.texts
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
