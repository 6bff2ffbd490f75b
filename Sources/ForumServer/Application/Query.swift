import ForumCore
import ForumWire

/// The query of a request, decoded: the first value of each name counts.
struct Query: Sendable {
  private let form: FormURLEncoded

  static let empty = Query(form: FormURLEncoded())

  private init(form: FormURLEncoded) { self.form = form }

  /// Nil when it has too many pairs.
  init?(_ text: String?) {
    guard let form = FormURLEncoded(query: text) else { return nil }
    self.form = form
  }

  subscript(name: String) -> String? {
    guard let value = form[name], !value.isEmpty else { return nil }
    return value
  }

  /// A position: a plain decimal, 0 included.
  func position(_ name: String) throws(Problem) -> Position? {
    guard let text = self[name] else { return nil }
    if text == "0" { return 0 }
    guard let position = Route.position(text[...]) else { throw Self.invalid(name) }
    return position
  }

  /// The numbers that stand behind a word in the names of pairs, in their order: `m12=1&m15=1` with `m` are 12 and 15.
  func numbers(after word: String) -> [Position] {
    form.pairs.compactMap { pair in
      guard pair.name.hasPrefix(word), !pair.value.isEmpty else { return nil }
      return Route.position(pair.name.dropFirst(word.count))
    }
  }

  /// How many items a page of a list shall have.
  func limit(default standard: Int) throws(Problem) -> Int {
    guard let text = self["limit"] else { return standard }
    guard let limit = Int(text), limit > 0 else { throw Self.invalid("limit") }
    return min(limit, Limits.page)
  }

  /// The beginning of a day in UTC: `2026-11-25`.
  func day(_ name: String) throws(Problem) -> Instant? {
    guard let text = self[name] else { return nil }
    guard let day = Instant(text + "T00:00:00.000000Z") else { throw Self.invalid(name) }
    return day
  }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable>(_ name: String, _ type: Word.Type) throws(Problem) -> Word? where Word.RawValue == String {
    guard let text = self[name] else { return nil }
    guard let word = Word(rawValue: text) else { throw Self.invalid(name) }
    return word
  }

  static func invalid(_ name: String) -> Problem {
    var problem = Problem(.queryInvalid, parameters: ["field": name])
    problem.fields = [FieldProblem(field: name, code: ProblemCode.queryInvalid.rawValue, parameters: ["field": name])]
    return problem
  }
}
