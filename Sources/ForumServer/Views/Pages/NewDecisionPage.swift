import ForumCore

/// A moderator decides of their own accord about a post, a thread or a person.
struct NewDecisionPage: Page {
  let context: PageContext
  let subject: ShownSubject
  let earlier: [DecisionRecord]
  let spaces: [SpaceRecord]
  var form: FormState = .empty

  var title: String { texts("decision.new") }
  var hasForms: Bool { true }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("decision.lead"))
      subject.write(html, texts)
      DecisionForm(context: context, subject: subject, matter: nil, earlier: earlier, spaces: spaces, form: form).write(html)
      if !earlier.isEmpty {
        html("h2", text: texts("matter.earlier"))
        html.decisions(earlier, empty: "", texts, withReasons: true)
      }
    }
  }
}
