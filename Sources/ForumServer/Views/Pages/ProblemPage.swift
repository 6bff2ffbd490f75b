import ForumCore

/// Any problem as a page: what happened, what to do, and what was kept.
struct ProblemPage: Page {
  let context: PageContext
  let status: Int
  /// The slug of the problem: its sentences are `problems.CODE`; an unknown one is told in general words.
  let code: String
  var parameters: [String: String] = [:]
  /// What the person had typed, given back so that it is not lost.
  var kept: String?
  /// Seconds after which trying again makes sense.
  var retryAfter: Int?

  var title: String { texts.problem(FieldProblem(code: code, parameters: parameters)) }
  var isIndexed: Bool { false }

  func main(_ html: MarkupWriter) {
    html("div", .class("narrow")) {
      html("h1", text: title)
      if texts.has("problems.\(code).advice") { html("p", .class("lead"), text: texts("problems.\(code).advice")) }
      if let retryAfter { html("p", text: texts("problem.retryAfter", count: retryAfter)) }
      if let kept, !kept.isEmpty {
        html("div", .class("field")) {
          html("label", .of("for", "kept"), text: texts("problem.kept"))
          html("textarea", .id("kept"), .of("rows", 8), .flag("readonly")) {
            html.literal("\n")
            html.text(kept)
          }
        }
      }
      html("ul", .class("plain")) {
        if status == 401 {
          html("li") { html("a", .href(url: Route.signIn.url(["back": context.path])), text: texts("layout.signIn")) }
        }
        html("li") { html("a", .href(.home), text: texts("problem.home")) }
        html("li") { html("a", .href(.threads), text: texts("problem.threads")) }
      }
      html("p", .class("help"), text: texts("problem.code", ["status": String(status), "code": code]))
    }
  }
}
