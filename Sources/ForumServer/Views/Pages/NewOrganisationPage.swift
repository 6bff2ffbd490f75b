import ForumCore

/// The form that registers an organisation. Fields: `name`, `category`, `level`, `territory` (a name or a code).
struct NewOrganisationPage: Page {
  let context: PageContext
  let territories: [TerritoryRecord]
  let form: FormState

  var title: String { texts("organisations.new.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("organisations.new.lead"))
      let view = FormView(form, context: context)
      let none = FormView.Option(value: "", label: texts("organisations.new.choose"))
      view.write(html, action: .organisations) {
        view.input(html, "name", label: texts("organisations.new.name"), autocomplete: "organization")
        view.select(
          html, "category", label: texts("organisations.new.category"),
          options: [none] + StakeholderCategory.allCases.map { .init(value: $0.rawValue, label: texts.category($0)) })
        view.select(
          html, "level", label: texts("organisations.level"), help: texts("organisations.new.levelHelp"), required: false,
          options: [.init(value: "", label: texts("profile.speaker.none"))]
            + InstitutionLevel.allCases.map { .init(value: $0.rawValue, label: texts("levels.\($0.rawValue)")) })
        TerritoryField(territories: territories).write(view, html)
        view.buttons(html, submit: texts("organisations.new.send"), cancel: (texts("form.cancel"), Route.organisations.path))
      }
    }
  }
}
