/// What a form holds when it is shown: everything typed so far, and what was wrong with it.
struct FormState: Sendable, Equatable {
  var values: [String: String] = [:]
  var problems: [FieldProblem] = []
  /// Markdown to show as it will look; nil when no preview was asked for.
  var preview: String?

  static let empty = FormState()

  /// The value of a field; empty when nothing was typed.
  subscript(field: String) -> String { values[field] ?? "" }

  /// The problems of one field.
  func problems(of field: String) -> [FieldProblem] { problems.filter { $0.field == field } }
}

/// Why a field, or the whole form, was not accepted.
struct FieldProblem: Sendable, Equatable {
  /// The field's name; nil when it concerns the whole.
  var field: String?
  /// The code of the rejection: its sentences are `problems.CODE` in the locale files.
  var code: String
  /// What the sentences name: `{"limit": "200"}`.
  var parameters: [String: String] = [:]
}
