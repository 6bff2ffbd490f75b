import ForumCore

/// Codes of an app and on paper, and passkeys: what one shows besides a password. Fields: `act`, `code`.
struct SecondFactorPage: Page {
  let context: PageContext
  let state: SecondFactorRecord
  /// Waits for its first code.
  let secret: [UInt8]?
  /// How the app will call the account.
  let account: String
  /// Whether there is a password, which a new passkey asks for.
  var hasPassword = true
  /// Whether this session has shown more than a password.
  var isStrong = false
  /// New recovery codes, shown this once.
  var codes: [PaperCode] = []
  var form: FormState = .empty

  var title: String { texts("secondFactor.title") }
  var hasForms: Bool { true }
  var hasPasskeys: Bool { true }
  /// Whether the passkeys' form is the one that was refused.
  private var isAboutPasskeys: Bool { form.values["act"] == "add" }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("secondFactor.lead"))
      if !codes.isEmpty { paper(html) }
      passkeys(html)
      // Beside a passkey nothing is set up by who has not shown it.
      if mayChange || state.hasOneTimePassword { app(html) }
    }
  }

  private var mayChange: Bool { isStrong || (state.passkeys.isEmpty && !state.hasOneTimePassword) }

  private func app(_ html: MarkupWriter) {
    html("section", .of("aria-labelledby", "app-title")) {
      html("h2", .id("app-title"), text: texts("secondFactor.app"))
      if state.hasOneTimePassword {
        on(html)
      } else if let secret {
        confirm(secret, html)
      } else {
        html("p", text: texts("secondFactor.appLead"))
        act(html) { html("p", .class("buttons")) { button("begin", isPrimary: true, html) } }
      }
    }
  }

  /// Those there are, each with its end, and one more.
  private func passkeys(_ html: MarkupWriter) {
    html("section", .of("aria-labelledby", "passkeys-title")) {
      html("h2", .id("passkeys-title"), text: texts("passkey.title"))
      html("p", text: texts("passkey.lead"))
      if !mayChange {
        html("p", .class("notice"), text: texts("passkey.first"))
        PasskeyForm(ceremony: .get, context: context, back: Route.secondFactor.path).write(html)
      }
      if !state.passkeys.isEmpty {
        html("ul", .class("rows")) {
          for passkey in state.passkeys { html("li") { row(passkey, html) } }
        }
      }
      html("p", .class("help"), .flag("data-unable"), text: texts("passkey.unable"))
      guard mayChange else { return }
      PasskeyForm(ceremony: .create, context: context, form: isAboutPasskeys ? form : .empty, asksPassword: hasPassword)
        .write(html)
    }
  }

  private func row(_ passkey: PasskeyRecord, _ html: MarkupWriter) {
    html("p", .class("row-title"), text: passkey.name.isEmpty ? texts("sessions.unknown") : passkey.name)
    html("p", .class("facts")) {
      html.message(texts.message("passkey.made")) { _ in html.time(passkey.createdAt, texts) }
      if let usedAt = passkey.usedAt {
        html.literal(" ")
        html.message(texts.message("passkey.used")) { _ in html.time(usedAt, texts) }
      }
    }
    guard mayChange else { return }
    FormView(.empty, context: context).write(
      html, action: .passkeys, hidden: ["act": "end", "passkey": Base64URL.encode(passkey.id)]
    ) {
      html("p", .class("buttons")) { html("button", .class("secondary"), text: texts("passkey.end")) }
    }
  }

  /// Recovery codes, to be written down now.
  private func paper(_ html: MarkupWriter) {
    html("section", .class("codes"), .of("aria-labelledby", "codes-title")) {
      html("h2", .id("codes-title"), text: texts("secondFactor.codes"))
      html("p", text: texts("secondFactor.codesLead"))
      html("ol", .class("code-list")) {
        for code in codes { html("li") { html("code", text: code.description) } }
      }
    }
  }

  private func confirm(_ secret: [UInt8], _ html: MarkupWriter) {
    html("ol", .class("steps")) {
      html("li") {
        html("p", text: texts("secondFactor.scan"))
        html.qrCode(
          OneTimePassword.address(secret: secret, issuer: texts("layout.name"), account: account),
          label: texts("secondFactor.picture"))
        html("p", .class("help"), text: texts("secondFactor.typed"))
        let letters = Array(Base32.encode(secret))
        html("p") {
          html(
            "code", .class("secret"),
            text: stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<min($0 + 4, letters.count)]) }
              .joined(separator: " "))
        }
      }
      html("li") {
        act(html) {
          code(html)
          html("p", .class("buttons")) { button("confirm", isPrimary: true, html) }
        }
      }
    }
  }

  private func on(_ html: MarkupWriter) {
    html("p") {
      html("strong", text: texts("secondFactor.on"))
      html.literal(" ")
      html.text(texts("secondFactor.left", count: state.recoveryCodes))
    }
    act(html) {
      code(html)
      html("p", .class("buttons")) {
        button("renew", html)
        button("end", html)
      }
    }
  }

  private func code(_ html: MarkupWriter) {
    FormView(isAboutPasskeys ? .empty : form, prefix: "app", context: context).input(
      html, "code", label: texts("secondStep.code"), autocomplete: "one-time-code")
  }

  private func button(_ act: String, isPrimary: Bool = false, _ html: MarkupWriter) {
    html(
      "button", isPrimary ? .class("primary") : .class("secondary"), .of("name", "act"), .of("value", text: act),
      text: texts("secondFactor.\(act)"))
  }

  private func act(_ html: MarkupWriter, fields: () -> Void) {
    FormView(isAboutPasskeys ? .empty : form, prefix: "app", context: context).write(html, action: .secondFactor, fields: fields)
  }
}
