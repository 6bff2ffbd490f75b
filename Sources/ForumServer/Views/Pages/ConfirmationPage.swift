import ForumCore

/// What a mailed link opens that does one thing: one button, since links are also opened by programs that only look.
struct ConfirmationPage: Page {
  /// What the button does.
  enum Purpose: Sendable {
    /// Makes the account with this address.
    case registration(email: String)
    /// Makes this the address of an account.
    case address(email: String)
    case organisation(name: String?)
  }

  let context: PageContext
  let code: String
  let purpose: Purpose

  var title: String { texts("link.\(key).title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  private var key: String {
    switch purpose {
    case .registration: "confirm"
    case .address: "address"
    case .organisation: "organisation"
    }
  }

  private var action: Route {
    switch purpose {
    case .registration: .confirmRegistration(code)
    case .address: .confirmEmail(code)
    case .organisation: .useVerificationLink(code)
    }
  }

  private var what: String {
    switch purpose {
    case .registration(let email), .address(let email): email
    case .organisation(let name): texts.name(name)
    }
  }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead")) {
        html.message(texts.message("link.\(key).lead")) { _ in html("strong") { html("bdi", text: what) } }
      }
      let view = FormView(.empty, context: context)
      view.write(html, action: action) { view.buttons(html, submit: texts("link.\(key).send")) }
    }
  }
}
