import ForumCore

/// Says that what was asked for goes on in the mailbox; the same words whether there is an account or not.
struct MailSentPage: Page {
  let context: PageContext
  let isRegistration: Bool

  var title: String { texts("link.sent.title") }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts(isRegistration ? "link.sent.register" : "link.sent.signIn"))
      html("p", text: texts("link.sent.spam"))
    }
  }
}
