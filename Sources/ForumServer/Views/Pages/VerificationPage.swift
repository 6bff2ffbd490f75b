import ForumCore

/// What a link opens that was mailed to an organisation: the button that verifies it.
struct VerificationPage: Page {
  let context: PageContext
  let code: String
  let organisation: OrganisationRecord

  var title: String { texts("organisations.confirmTitle") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead")) {
        html.message(texts.message("organisations.confirmLead")) { _ in
          html("strong") { html("bdi", text: texts.name(organisation.name)) }
        }
      }
      FormView(.empty, context: context).write(html, action: .useVerificationLink(code)) {
        html("p", .class("buttons")) {
          html("button", .class("primary"), .of("type", "submit"), text: texts("organisations.confirmSend"))
        }
      }
    }
  }
}
