import ForumCore

/// Where a code from paper is typed. Field: `code`, by GET.
struct JoiningPage: Page {
  let context: PageContext
  let form: FormState

  var title: String { texts("join.title") }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("lead"), text: texts("join.codeLead"))
      let view = FormView(form, context: context)
      view.find(html, action: .joining) {
        view.input(html, "code", label: texts("join.code"), help: texts("join.codeHelp"))
        view.buttons(html, submit: texts("join.next"))
      }
    }
  }
}
