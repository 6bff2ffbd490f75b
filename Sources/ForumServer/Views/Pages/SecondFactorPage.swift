import ForumCore

/// Codes of an app and on paper, and passkeys: what one shows besides a password. Fields: `act`, `code`.
struct SecondFactorPage: Page {
  let context: PageContext
  let state: SecondFactorRecord
  /// Waits for its first code.
  let secret: [UInt8]?
  /// How the app will call the account.
  let account: String
  /// New recovery codes, shown this once.
  var codes: [PaperCode] = []
  var form: FormState = .empty

  var title: String { texts("secondFactor.title") }
  var hasForms: Bool { true }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("secondFactor.lead"))
      if !codes.isEmpty { paper(html) }
      html("section", .of("aria-labelledby", "app-title")) {
        html("h2", .id("app-title"), text: texts("secondFactor.app"))
        if state.hasOneTimePassword {
          on(html)
        } else if let secret {
          confirm(secret, html)
        } else {
          html("p", text: texts("secondFactor.appLead"))
          act(html) { button("begin", isPrimary: true, html) }
        }
      }
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
    FormView(form, prefix: "app", context: context).input(
      html, "code", label: texts("secondStep.code"), autocomplete: "one-time-code")
  }

  private func button(_ act: String, isPrimary: Bool = false, _ html: MarkupWriter) {
    html(
      "button", isPrimary ? .class("primary") : .class("secondary"), .of("name", "act"), .of("value", text: act),
      text: texts("secondFactor.\(act)"))
  }

  private func act(_ html: MarkupWriter, fields: () -> Void) {
    FormView(form, prefix: "app", context: context).write(html, action: .secondFactor, fields: fields)
  }
}
