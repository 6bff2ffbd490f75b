import ForumCore

/// A problem as `application/problem+json` (RFC 9457), with the members `code`, `parameters`, `errors` and `retryAfter` of our own.
enum ProblemJSON {
  static let contentType = "application/problem+json"

  static func bytes(_ problem: Problem, texts: Texts) -> [UInt8] {
    var json = JSONWriter()
    write(problem, texts: texts, to: &json)
    return json.bytes
  }

  /// `texts` gives the detail in the reader's language; type and title are the same for everybody.
  static func write(_ problem: Problem, texts: Texts, to json: inout JSONWriter) {
    json.beginObject()
    json.member("type", Route.problem(problem.code).path)
    json.member("title", ProblemTable.entry(of: problem.code)?.title ?? "Internal error")
    json.member("status", Int64(problem.status))
    json.member("detail", detail(problem.code, problem.parameters, texts: texts))
    json.member("code", problem.code)
    if !problem.parameters.isEmpty {
      json.key("parameters")
      json.beginObject()
      for (name, value) in problem.parameters.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
      json.endObject()
    }
    if !problem.fields.isEmpty {
      json.key("errors")
      json.beginArray()
      for field in problem.fields {
        json.beginObject()
        if let name = field.field { json.member("field", name) }
        json.member("code", field.code)
        json.member("detail", detail(field.code, field.parameters, texts: texts))
        json.endObject()
      }
      json.endArray()
    }
    if let seconds = problem.retryAfter { json.member("retryAfter", Int64(seconds)) }
    json.endObject()
  }

  /// The sentences that the page would show: what is the matter, and what to do.
  private static func detail(_ code: String, _ parameters: [String: String], texts: Texts) -> String {
    let title = texts.problem(FieldProblem(field: nil, code: code, parameters: parameters))
    let advice = "problems.\(code).advice"
    return texts.has(advice) ? title + " " + texts(advice, parameters) : title
  }
}
