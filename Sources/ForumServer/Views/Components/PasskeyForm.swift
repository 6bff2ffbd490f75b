import ForumCore

/// A button for which `passkeys.js` asks the browser for a passkey; hidden until it knows that the browser can.
struct PasskeyForm {
  enum Ceremony: String {
    case get, create
  }

  let ceremony: Ceremony
  let context: PageContext
  var form: FormState = .empty
  var back: String?
  /// Whether the password is asked for as well.
  var asksPassword = false

  private var texts: Texts { context.texts }

  func write(_ html: MarkupWriter) {
    let route = ceremony == .get ? Route.passkeySignIn : .passkeys
    html(
      "div", .class("passkey"), .of("data-passkey", text: ceremony.rawValue), .of("data-options", text: route.path),
      .flag("hidden")
    ) {
      let view = FormView(form, prefix: "passkey", context: context)
      view.write(html, action: route, hidden: ["back": back, "act": ceremony == .create ? "add" : nil]) {
        if asksPassword {
          view.password(html, "password", label: texts("register.password"), autocomplete: "current-password")
        }
        html("p", .class("error"), .of("role", "alert"), .of("data-failed", ""), .flag("hidden"), text: texts("passkey.failed"))
        html("p", .class("buttons")) {
          html("button", .class("secondary"), .of("type", "submit"), text: texts("passkey.\(ceremony.rawValue)"))
        }
      }
    }
  }
}
