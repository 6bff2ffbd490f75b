import ForumCore

/// What the mailed link of a registration opens, or of another address for an account: one button, since links are also opened by programs that only look.
struct ConfirmationPage: Page {
  let context: PageContext
  let code: String
  let email: String
  var isChange = false

  var title: String { texts("link.confirm.title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead")) {
        html.message(texts.message(isChange ? "link.address.lead" : "link.confirm.lead")) { _ in
          html("strong") { html("bdi", text: email) }
        }
      }
      let view = FormView(.empty, context: context)
      view.write(html, action: isChange ? .confirmEmail(code) : .confirmRegistration(code)) {
        view.buttons(html, submit: texts(isChange ? "link.address.send" : "link.confirm.send"))
      }
    }
  }
}
