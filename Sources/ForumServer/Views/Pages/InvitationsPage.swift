import ForumCore

/// Codes on paper and mailed invitations. Fields: `act`, `count`, `email`.
struct InvitationsPage: Page {
  let context: PageContext
  let waiting: WaitingInvitations
  /// For whom the facilitator wrote, and who have no account.
  let people: [AssistedPerson]
  let hasMail: Bool
  let form: FormState

  var title: String { texts("invitations.title") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("invitations.lead"))
      section("paper", html) {
        let view = view("paper")
        view.write(html, action: .invitations, hidden: ["act": "paper"]) {
          view.input(
            html, "count", type: "number", label: texts("invitations.count"),
            help: texts("invitations.countHelp", ["limit": texts.number(Limits.invitationsAtOnce)]), value: "10")
          view.buttons(html, submit: texts("invitations.print"))
        }
      }
      if hasMail {
        section("mail", html) {
          let view = view("mail")
          view.write(html, action: .invitations, hidden: ["act": "mail"]) {
            view.input(html, "email", type: "email", label: texts("register.email"))
            view.buttons(html, submit: texts("invitations.send"))
          }
        }
      }
      if !people.isEmpty { section("people", html) { handOver(html) } }
      if waiting.onPaper + waiting.mailed > 0 { section("waiting", html) { taken(html) } }
    }
  }

  private func handOver(_ html: MarkupWriter) {
    html("p", text: texts("invitations.peopleLead"))
    html("ul", .class("rows")) {
      for person in people {
        html("li", .class("row")) {
          html("p", .class("row-title")) {
            html("a", .href(.participant(person.person.id))) { html("bdi", text: texts.name(person.person.name)) }
          }
          view("hand-over").write(
            html, action: .invitations, hidden: ["act": "hand-over", "person": person.person.id.description]
          ) {
            html("p", .class("buttons")) { html("button", .class("secondary"), text: texts("invitations.handOver")) }
          }
          if person.hasConsented {
            view("withdraw-consent").write(
              html, action: .invitations, hidden: ["act": "withdraw-consent", "person": person.person.id.description]
            ) {
              html("p", .class("buttons")) {
                html("button", .class("secondary"), text: texts("invitations.withdrawConsent"))
              }
            }
          }
        }
      }
    }
  }

  private func taken(_ html: MarkupWriter) {
    html("ul") {
      if waiting.onPaper > 0 { html("li", text: texts("invitations.onPaper", count: waiting.onPaper)) }
      if waiting.mailed > 0 { html("li", text: texts("invitations.mailed", count: waiting.mailed)) }
    }
    let view = view("end")
    view.write(html, action: .invitations, hidden: ["act": "end"]) {
      html("p", .class("help"), text: texts("invitations.endHelp"))
      html("p", .class("buttons")) { html("button", .class("secondary"), text: texts("invitations.end")) }
    }
  }

  /// What was wrong stands in the form that was sent.
  private func view(_ act: String) -> FormView {
    FormView(form.values["act"] == act ? form : .empty, prefix: act, context: context)
  }

  private func section(_ name: String, _ html: MarkupWriter, _ content: () -> Void) {
    html("section", .of("aria-labelledby", text: name + "-title")) {
      html("h2", .of("id", text: name + "-title"), text: texts("invitations.\(name)"))
      content()
    }
  }
}
