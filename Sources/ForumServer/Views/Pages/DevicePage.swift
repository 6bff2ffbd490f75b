import ForumCore

/// Whether a program may act for the reader: first its code, by GET (`code`), then who asks and what it may do (`user-code`, `role`,
/// `allow`).
struct DevicePage: Page {
  let context: PageContext
  let code: PaperCode?
  let request: DeviceRequest?
  /// What the reader may do here and now: they give no more away. A session without its second step has less.
  let limit: Role
  let form: FormState

  var title: String { texts("device.title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      let view = FormView(form, context: context)
      guard let code, let request else {
        html("p", .class("lead"), text: texts("device.codeLead"))
        view.find(html, action: .device) {
          view.input(html, "code", label: texts("device.code"), help: texts("device.codeHelp"))
          view.buttons(html, submit: texts("join.next"))
        }
        return
      }
      html("p", .class("lead")) {
        html.message(texts.message("device.asks")) { _ in html("strong") { html("bdi", text: request.name) } }
      }
      html("p", .class("facts")) {
        html("code", text: code.description)
        html.dot()
        html.time(request.askedAt, texts)
      }
      html("p", .class("notice"), text: texts("device.warning"))
      view.write(html, action: .device, hidden: ["user-code": code.description]) {
        view.select(
          html, "role", label: texts("device.role"), help: texts("device.roleHelp"), value: min(limit, .moderator).rawValue,
          options: roles.map { .init(value: $0.rawValue, label: texts("roles.\($0.rawValue)")) })
        html("p", .class("buttons")) {
          html("button", .class("primary"), .of("name", "allow"), .of("value", "1"), text: texts("device.allow"))
          html("button", .class("secondary"), text: texts("device.deny"))
        }
      }
    }
  }

  private var roles: [Role] { Role.allCases.filter { $0 <= limit } }
}
