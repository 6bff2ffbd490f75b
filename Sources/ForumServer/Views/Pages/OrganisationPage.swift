import ForumCore

/// An organisation and the threads it spoke in.
struct OrganisationPage: Page {
  let context: PageContext
  let organisation: OrganisationRecord
  let threads: [ThreadRecord]
  let paging: Paging
  var mandates: [MandateRecord] = []
  /// The newest posts that were said for it.
  var said: [PostRecord] = []
  /// Who may appoint; empty for who may not.
  var managers: [AuthorRecord] = []
  /// The spaces it works in.
  var fields: [SpaceRecord] = []
  /// All spaces, for who may say in which it works.
  var spaces: [SpaceRecord] = []
  var descriptionForm: FormState = .empty
  var mandateForm: FormState = .empty
  var managerForm: FormState = .empty
  /// For verifying it by a mailbox of its own; nil where that cannot be.
  var mailboxForm: FormState?

  var title: String { texts.name(organisation.name) }
  var alternates: [Alternate] { [.json(Route.organisation(organisation.id).path(as: .json))] }

  func main(_ html: MarkupWriter) {
    html("p", .class("facts")) { html("a", .href(.organisations), text: texts("organisations.title")) }
    html("h1") {
      if let category = organisation.category { html.mark(category) }
      html("bdi", text: title)
    }
    OrganisationFacts(organisation: organisation, texts: texts).write(html)
    described(html)
    html.liveLine()
    if !organisation.isVerified, Rights.allows(context.viewer?.role, .verifyOrganisation) {
      html("form", .of("method", "post"), .action(.verifyOrganisation(organisation.id))) {
        html.csrf(context)
        html("button", .class("primary"), .of("type", "submit"), text: texts("organisations.verify"))
      }
    }
    if let mailboxForm { verifyByMail(mailboxForm, html) }
    speakers(html)
    if !said.isEmpty {
      html("h2", text: texts("mandates.said"))
      for post in said { QuotedPost(post: post, texts: texts).write(html) }
    }
    if !managers.isEmpty { manage(html) }
    html("h2", text: texts("organisations.threads"))
    html.newPosts()
    html.threads(threads, empty: texts("organisations.noThreads"), isLive: true, texts)
    PagerView(paging: paging, group: "list", texts: texts).write(html)
  }

  private func verifyByMail(_ form: FormState, _ html: MarkupWriter) {
    html("h2", text: texts("organisations.mailbox"))
    html("p", text: texts("organisations.mailboxLead"))
    let view = FormView(form, prefix: "mailbox", context: context)
    view.write(html, action: .organisationMailbox(organisation.id)) {
      view.input(
        html, "email", type: "email", label: texts("organisations.mailboxAddress"), help: texts("organisations.mailboxHelp"))
      view.buttons(html, submit: texts("organisations.mailboxSend"))
    }
  }

  /// In which fields it works, and how it is reached.
  private func described(_ html: MarkupWriter) {
    guard !fields.isEmpty || organisation.contact != nil else { return }
    html("dl", .class("described")) {
      if !fields.isEmpty {
        html("dt", text: texts("organisations.fields"))
        html("dd") {
          for (index, field) in fields.enumerated() {
            if index > 0 { html.literal(", ") }
            html("a", .href(.space(field.key)), text: texts.space(field))
          }
        }
      }
      if let contact = organisation.contact {
        html("dt", text: texts("organisations.contact"))
        html("dd") { html("bdi", text: contact) }
      }
    }
  }

  private func describe(_ html: MarkupWriter) {
    html("h3", text: texts("organisations.describe"))
    let view = FormView(descriptionForm, prefix: "description", context: context)
    view.write(html, action: .describeOrganisation(organisation.id)) {
      html("fieldset") {
        html("legend", text: texts("organisations.fields"))
        for space in spaces {
          view.checkbox(
            html, "field-" + space.key, label: texts.space(space), isTicked: fields.contains { $0.id == space.id })
        }
      }
      view.textarea(
        html, "contact", label: texts("organisations.contact"), help: texts("organisations.contactHelp"),
        value: organisation.contact, rows: 2, required: false)
      view.buttons(html, submit: texts("organisations.save"))
    }
  }

  /// Who speaks for it today.
  private func speakers(_ html: MarkupWriter) {
    let today = CalendarDay(.now)
    let standing = mandates.filter { $0.stands(on: today) }
    guard !standing.isEmpty else { return }
    html("h2", text: texts("mandates.speakers"))
    html("ul", .class("rows")) { for mandate in standing { html("li", .class("row")) { row(mandate, html) } } }
  }

  private func row(_ mandate: MandateRecord, _ html: MarkupWriter) {
    html("p", .class("row-title")) {
      html("a", .href(.participant(mandate.person.id))) { html("bdi", text: texts.name(mandate.person.name)) }
    }
    html("p", .class("facts"), text: texts.mandateDays(mandate))
  }

  /// For managers: offers, ending, appointing.
  private func manage(_ html: MarkupWriter) {
    let open = mandates.filter { !$0.isEnded }
    html("section", .of("aria-labelledby", "manage-title")) {
      html("h2", .id("manage-title"), text: texts("mandates.manage"))
      if !organisation.isVerified { html("p", .class("help"), text: texts("mandates.afterVerification")) }
      html("ul", .class("rows")) {
        for mandate in open {
          html("li", .class("row")) {
            row(mandate, html)
            if !mandate.isAccepted { html("p", .class("facts"), text: texts("mandates.offered")) }
            html("form", .of("method", "post"), .action(.endMandate(mandate.id))) {
              html.csrf(context)
              html.void(
                "input", .of("type", "hidden"), .of("name", "back"), .of("value", text: Route.organisation(organisation.id).path))
              html("button", .class("secondary"), text: texts("mandates.end"))
            }
          }
        }
      }
      let view = FormView(mandateForm, prefix: "mandate", context: context)
      view.write(html, action: .mandates(organisation.id)) {
        view.input(html, "person", label: texts("mandates.person"), help: texts("mandates.personHelp"))
        view.input(html, "from", type: "date", label: texts("mandates.from"), value: CalendarDay(.now).description)
        view.input(
          html, "until", type: "date", label: texts("mandates.until"), help: texts("mandates.untilHelp"), required: false)
        view.buttons(html, submit: texts("mandates.send"))
      }
      describe(html)
      html("h3", text: texts("mandates.managers"))
      html("ul", .class("rows")) {
        for manager in managers {
          html("li", .class("row")) {
            html("a", .href(.participant(manager.id))) { html("bdi", text: texts.name(manager.name)) }
          }
        }
      }
      let form = FormView(managerForm, prefix: "manager", context: context)
      form.write(html, action: .managers(organisation.id)) {
        form.input(html, "person", label: texts("mandates.manager"), help: texts("mandates.personHelp"))
        html("p", .class("buttons")) {
          html("button", .class("secondary"), .of("name", "on"), .of("value", "1"), text: texts("mandates.addManager"))
          html("button", .class("secondary"), .of("name", "on"), .of("value", "0"), text: texts("mandates.removeManager"))
        }
      }
    }
  }
}

extension Texts {
  /// From when to when.
  func mandateDays(_ mandate: MandateRecord) -> String {
    let from = date(mandate.from.start)
    guard let until = mandate.until else { return self("mandates.since", ["from": from]) }
    return self("mandates.between", ["from": from, "until": date(until.start)])
  }
}
