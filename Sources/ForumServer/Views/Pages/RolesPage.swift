import ForumCore

/// Who has which role, and the form that gives one. Fields: `person`, `role`, `space`.
struct RolesPage: Page {
  let context: PageContext
  let holders: [RoleHolder]
  let spaces: [SpaceRecord]
  let form: FormState

  var title: String { texts("roleGrants.title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("roleGrants.lead"))
      html("ul", .class("rows")) {
        for holder in holders {
          html("li", .class("row")) {
            html("p", .class("row-title")) {
              html("a", .href(.participant(holder.person.id))) { html("bdi", text: texts.name(holder.person.name)) }
            }
            html("p", .class("facts")) {
              html.text(texts("roles.\(holder.role.rawValue)"))
              html.dot()
              html.text(holder.space.map(texts.space) ?? texts("roleGrants.everywhere"))
              html.dot()
              html.text("#\(holder.person.id)")
            }
          }
        }
      }
      html("h2", text: texts("roleGrants.give"))
      let view = FormView(form, context: context)
      view.write(html, action: .roles) {
        view.input(html, "person", label: texts("roleGrants.person"), help: texts("roleGrants.personHelp"))
        view.select(
          html, "role", label: texts("roleGrants.role"), help: texts("roleGrants.roleHelp"),
          options: Role.allCases.map { .init(value: $0.rawValue, label: texts("roles.\($0.rawValue)")) })
        view.select(
          html, "space", label: texts("roleGrants.space"), required: false,
          options: [.init(value: "", label: texts("roleGrants.everywhere"))]
            + spaces.map { .init(value: $0.key, label: texts.space($0)) })
        view.buttons(html, submit: texts("roleGrants.give"))
      }
    }
  }
}
