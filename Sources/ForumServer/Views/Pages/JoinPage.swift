import ForumCore

/// What an invitation opens. Fields: `name`, `password`.
struct JoinPage: Page {
  let context: PageContext
  let code: String
  let invitation: InvitationRecord
  let form: FormState

  var title: String { texts("join.title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      if invitation.participant != nil { html("p", .class("notice"), text: texts("join.takeOver")) }
      if let email = invitation.email {
        html("p", .class("lead"), text: texts("join.mailLead", ["email": email]))
      } else {
        html("p", .class("lead"), text: texts("join.paperLead", ["code": PaperCode(code)?.description ?? code]))
      }
      let view = FormView(form, context: context)
      view.write(html, action: .join(code)) {
        view.name(html)
        view.newPassword(html)
        view.buttons(html, submit: texts("register.send"))
      }
    }
  }
}
