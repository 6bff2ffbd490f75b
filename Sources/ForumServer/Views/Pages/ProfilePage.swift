import ForumCore

/// One's own name, as what one speaks, and password: three forms.
///
/// `/profile/name`: `name`. `/profile/email`: `email`, `current`. `/profile/speaker`: `category`, `level`, `organisation`, `profession`, `consent` (1), or `withdraw` (1)
/// from the button that takes a consent back. `/profile/password`: `current`, `password`.
struct ProfilePage: Page {
  let context: PageContext
  let participant: ParticipantRecord
  let organisations: [OrganisationRecord]
  /// Those that are not ended, accepted or not.
  var mandates: [MandateRecord] = []
  var sessions: [SessionListing] = []
  /// Programs that act for the person.
  var tokens: [TokenListing] = []
  /// The hash of the session that reads this.
  var current: [UInt8]?
  var name: FormState = .empty
  var speaker: FormState = .empty
  var password: FormState = .empty
  /// The address of the account; nil where it has none.
  var address: String?
  var email: FormState = .empty

  var title: String { texts("profile.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p") { html("a", .href(.participant(participant.id)), text: texts("profile.public")) }
      html("p") { html("a", .href(.ownModeration), text: texts("own.link")) }
      if !mandates.isEmpty { section("mandates", html) { list(html) } }
      section("name", html) {
        let view = FormView(name, prefix: "name", context: context)
        view.write(html, action: .profileName) {
          view.input(
            html, "name", label: texts("register.name"), help: texts("register.nameHelp"), value: participant.name,
            autocomplete: "nickname")
          view.buttons(html, submit: texts("profile.name.send"))
        }
      }
      section("speaker", html) { speakerForm(html) }
      section("email", html) {
        html("p") {
          if let address {
            html.message(texts.message("profile.email.now")) { _ in html("bdi", text: address) }
          } else {
            html.text(texts("profile.email.none"))
          }
        }
        let view = FormView(email, prefix: "email", context: context)
        view.write(html, action: .profileEmail) {
          view.input(html, "email", type: "email", label: texts("profile.email.new"), autocomplete: "email")
          view.password(html, "current", label: texts("profile.password.current"), autocomplete: "current-password")
          view.buttons(html, submit: texts("profile.email.send"))
        }
      }
      section("password", html) {
        let view = FormView(password, prefix: "password", context: context)
        view.write(html, action: .profilePassword) {
          view.password(html, "current", label: texts("profile.password.current"), autocomplete: "current-password")
          view.password(
            html, "password", label: texts("profile.password.new"),
            help: texts("register.passwordHelp", ["limit": texts.number(Limits.passwordMinimum)]), autocomplete: "new-password")
          view.buttons(html, submit: texts("profile.password.send"))
        }
      }
      section("secondFactor", html) {
        html("p") { html("a", .href(.secondFactor), text: texts("secondFactor.link")) }
      }
      if Rights.allows(context.viewer?.role, .invite) {
        section("invitations", html) {
          html("p") { html("a", .href(.invitations), text: texts("invitations.title")) }
        }
      }
      if !sessions.isEmpty { section("sessions", html) { list(sessions, html) } }
      if !tokens.isEmpty { section("programs", html) { list(tokens, html) } }
      section("data", html) {
        html("ul", .class("acts")) {
          html("li") { html("a", .href(.ownData), text: texts("ownData.link")) }
          html("li") { html("a", .href(.erasure), text: texts("erasure.link")) }
        }
        html("p", text: texts(participant.isRestricted ? "restriction.isOn" : "restriction.lead"))
        html("form", .of("method", "post"), .action(.restriction)) {
          html.csrf(context)
          html(
            "button", .class("secondary"), .of("name", "on"), .of("value", participant.isRestricted ? "0" : "1"),
            text: texts(participant.isRestricted ? "restriction.end" : "restriction.begin"))
        }
      }
    }
  }

  private func list(_ html: MarkupWriter) {
    html("ul", .class("rows")) {
      for mandate in mandates {
        html("li", .class("row")) {
          html("p", .class("row-title")) {
            html("a", .href(.organisation(mandate.organisation))) { html("bdi", text: texts.name(mandate.organisationName)) }
          }
          html("p", .class("facts"), text: texts.mandateDays(mandate))
          html("div", .class("buttons")) {
            if !mandate.isAccepted { button(.acceptMandate(mandate.id), "mandates.accept", html) }
            button(.endMandate(mandate.id), mandate.isAccepted ? "mandates.end" : "mandates.decline", html)
          }
        }
      }
    }
  }

  private func button(_ route: Route, _ key: String, _ html: MarkupWriter) {
    html("form", .of("method", "post"), .action(route)) {
      html.csrf(context)
      html("button", .class("secondary"), text: texts(key))
    }
  }

  private func list(_ sessions: [SessionListing], _ html: MarkupWriter) {
    html("form", .of("method", "post"), .action(.profileSessions)) {
      html.csrf(context)
      html("ul", .class("rows")) {
        for session in sessions {
          html("li", .class("row")) {
            html("p", .class("row-title"), text: session.device.isEmpty ? texts("sessions.unknown") : session.device)
            html("p", .class("facts")) {
              html.message(texts.message("sessions.seen")) { _ in html.time(session.seenAt, texts) }
              html.dot()
              html.message(texts.message("sessions.since")) { _ in html.time(session.createdAt, texts) }
            }
            if session.hash == current {
              html("p", .class("facts")) { html("strong", text: texts("sessions.this")) }
            } else {
              html(
                "button", .class("secondary"), .of("name", "session"), .of("value", text: Application.name(ofHash: session.hash)),
                text: texts("sessions.end"))
            }
          }
        }
      }
      if sessions.count > 1 {
        html("p", .class("buttons")) {
          html("button", .class("secondary"), .of("name", "others"), .of("value", "1"), text: texts("sessions.endOthers"))
        }
      }
    }
  }

  private func list(_ tokens: [TokenListing], _ html: MarkupWriter) {
    html("form", .of("method", "post"), .action(.profileSessions)) {
      html.csrf(context)
      html("ul", .class("rows")) {
        for token in tokens {
          html("li", .class("row")) {
            html("p", .class("row-title")) { html("bdi", text: token.name) }
            html("p", .class("facts")) {
              html.text(texts("roles.\(token.limit.rawValue)"))
              html.dot()
              html.message(texts.message("sessions.since")) { _ in html.time(token.createdAt, texts) }
            }
            html(
              "button", .class("secondary"), .of("name", "token"), .of("value", text: Application.name(ofHash: token.hash)),
              text: texts("device.end"))
          }
        }
      }
    }
  }

  private func section(_ name: String, _ html: MarkupWriter, content: () -> Void) {
    html("section", .of("aria-labelledby", text: name + "-title")) {
      html("h2", .of("id", text: name + "-title"), text: texts("profile.\(name).title"))
      html("p", text: texts("profile.\(name).lead"))
      content()
    }
  }

  private func speakerForm(_ html: MarkupWriter) {
    let view = FormView(speaker, prefix: "speaker", context: context)
    let own = participant.speaker
    let none = FormView.Option(value: "", label: texts("profile.speaker.none"))
    view.write(html, action: .profileSpeaker) {
      view.select(
        html, "organisation", label: texts("profile.speaker.organisation"), help: texts("profile.speaker.organisationHelp"),
        value: own.organisation?.description, required: false,
        options: [none] + organisations.map { .init(value: $0.id.description, label: label($0)) })
      html("p", .class("help")) { html("a", .href(.newOrganisation), text: texts("organisations.register")) }
      view.select(
        html, "category", label: texts("profile.speaker.category"), help: texts("profile.speaker.categoryHelp"),
        value: own.category?.rawValue, required: false,
        options: [none]
          + [StakeholderCategory.institution, .ngo, .community].map { .init(value: $0.rawValue, label: texts.category($0)) })
      view.select(
        html, "level", label: texts("organisations.level"), value: own.level?.rawValue, required: false,
        options: [none] + InstitutionLevel.allCases.map { .init(value: $0.rawValue, label: texts("levels.\($0.rawValue)")) })
      view.select(
        html, "profession", label: texts("profile.speaker.profession"), value: own.profession?.rawValue, required: false,
        options: [none] + Profession.allCases.map { .init(value: $0.rawValue, label: texts.profession($0)) })
      view.checkbox(
        html, "consent", label: texts("profile.speaker.consent"), help: texts("profile.speaker.consentHelp"),
        isTicked: participant.hasConsented)
      html("p", .class("buttons")) {
        html("button", .class("primary"), .of("type", "submit"), text: texts("profile.speaker.send"))
        if participant.hasConsented {
          html(
            "button", .class("secondary"), .of("type", "submit"), .of("name", "withdraw"), .of("value", "1"),
            text: texts("profile.speaker.withdraw"))
        }
      }
    }
  }

  private func label(_ organisation: OrganisationRecord) -> String {
    let name = texts.name(organisation.name)
    return organisation.category.map { name + " – " + texts.category($0, level: organisation.level) } ?? name
  }
}
