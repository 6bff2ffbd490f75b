/// A text of several lines in a named field: 1 to so many Unicode scalars, lines end in LF.
struct LongText: Sendable, Equatable {
  let text: String

  /// `isRequired` false takes an empty one.
  init(_ typed: String, field: String, limit: Int, isRequired: Bool = true) throws(Rejection) {
    text = typed.withLineFeeds.trimmed
    if text.isEmpty && isRequired { throw .fieldEmpty(field) }
    if text.isLonger(than: limit) { throw .fieldTooLong(field, limit: limit) }
    if text.hasControls(allowingLines: true) { throw .controlCharacters(field: field) }
  }
}
