/// The rules of the terms: each edition is kept, numbered, and names a clause for every ground a decision can stand on.
enum TermsRules {
  static func publish(_ text: JSONValue, number: Int, by authority: ActingAuthority) throws(Rejection) -> [NewEvent] {
    try authority.require(.publishTerms)
    guard let languages = text.object, !languages.isEmpty else { throw .fieldEmpty("text") }
    for language in languages.members {
      _ = try LanguageCode(language.key)
      _ = try LongText(language.value["title"]?.string ?? "", field: "title", limit: Limits.title)
      _ = try LongText(language.value["intro"]?.string ?? "", field: "intro", limit: Limits.body)
      for ground in Ground.allCases {
        _ = try LongText(
          language.value["clauses"]?[ground.rawValue]?.string ?? "", field: ground.rawValue, limit: Limits.facts)
      }
    }
    guard text.bytes.count <= Limits.termsBytes else { throw .fieldTooLong("text", limit: Limits.termsBytes) }
    return [TermsPublished(number: number, author: authority.id, text: text).event()]
  }
}
