import ForumCore

/// Any problem as a page: what happened, what was kept, what to do.
struct ProblemPage: Page {
  let context: PageContext
  let status: Int
  /// The slug of the problem: its sentences are `problems.CODE`; an unknown one is told by its status.
  let code: String
  var parameters: [String: String] = [:]
  /// What the person had typed, given back so that it is not lost.
  var kept: String?
  /// Seconds after which trying again makes sense.
  var retryAfter: Int?

  var title: String { "" }

  func main(_ html: MarkupWriter) {
    html("h1", text: title)
  }
}
