import ForumCore

/// A place as people write it: regions and counties are offered while typing, a locality is written freely, and the server finds what
/// is meant, with or without diacritics.
struct TerritoryField {
  let territories: [TerritoryRecord]

  func write(_ view: FormView, _ html: MarkupWriter) {
    let texts = view.context.texts
    view.input(
      html, "territory", label: texts("territory.label"), help: texts("territory.help"), required: false,
      list: view.id("territories"))
    html("datalist", .of("id", text: view.id("territories"))) {
      for territory in territories {
        html.void("option", .of("value", text: texts.territory(territory)), .of("label", text: territory.within))
      }
    }
  }
}
