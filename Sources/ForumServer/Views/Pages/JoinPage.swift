import ForumCore

/// What an invitation opens. Fields: `name`, `password`.
struct JoinPage: Page {
  let context: PageContext
  let code: String
  /// The address it was mailed to; nil on paper.
  let email: String?
  let form: FormState

  var title: String { texts("join.title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      if let email {
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
