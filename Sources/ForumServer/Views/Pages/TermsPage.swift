import ForumCore

/// An edition of the terms.
struct TermsPage: Page {
  let context: PageContext
  let terms: TermsRecord
  /// The number of the edition in force.
  let current: Int

  private var words: JSONValue? { terms.text?[context.locale.rawValue] ?? terms.text?["ro"] }

  var title: String { words?["title"]?.string ?? texts("terms.title") }
  var alternates: [Alternate] { [.json(Route.termsEdition(terms.number).path(as: .json))] }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      html("p", .class("facts")) {
        html.text(texts("terms.edition", ["number": texts.number(terms.number)]))
        html.dot()
        html.time(terms.at, texts)
      }
      if terms.number < current {
        html("p", .class("lead")) { html("a", .href(.terms), text: texts("terms.newer")) }
      }
      if let intro = words?["intro"]?.string {
        html("div", .class("body")) { html.markup(Markdown.render(intro, labels: MarkdownLabels(texts), under: 1)) }
      }
      html("h2", text: texts("terms.clauses"))
      html("dl", .class("pairs")) {
        for ground in Ground.allCases {
          html("dt", .of("id", text: ground.rawValue), text: texts("grounds.\(ground.rawValue)"))
          html("dd", text: words?["clauses"]?[ground.rawValue]?.string ?? "")
        }
      }
      if terms.number > 1 {
        html("p") {
          html(
            "a", .href(.termsEdition(terms.number - 1)), text: texts("terms.earlier", ["number": texts.number(terms.number - 1)]))
        }
      }
    }
  }
}
