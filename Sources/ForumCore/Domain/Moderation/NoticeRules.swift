/// The rules of notices: anybody may give one, about what is there; a visitor says who they are.
enum NoticeRules {
  static func give(
    _ notice: NewNotice, exists: Bool, hasOpenNotice: Bool, by person: ActingPerson?
  ) throws(Rejection) -> [NewEvent] {
    guard exists else { throw Self.missing(notice.subject) }
    guard notice.subject.participant == nil || notice.subject.participant != person?.id else { throw .notAllowed }
    let explanation = try LongText(notice.explanation, field: "explanation", limit: Limits.reason)
    guard notice.isInGoodFaith else { throw .goodFaithRequired }
    let language = try LanguageCode(notice.language)
    var contact = JSONValue.object([:])
    // Nobody needs to say who they are to protect a child (DSA 16(2)(c)).
    if person == nil, notice.ground != .minors || !notice.contactEmail.trimmed.isEmpty {
      contact = [
        "name": .string(try DisplayName(notice.contactName).text), "email": .string(try EmailAddress(notice.contactEmail).text),
      ]
    }
    guard !hasOpenNotice else { throw .alreadyNotified }
    let given = NoticeGiven(
      subject: notice.subject, ground: notice.ground, language: language.text, author: person?.id, explanation: explanation.text,
      contact: contact)
    return [given.event()]
  }

  static func missing(_ subject: ModerationSubject) -> Rejection {
    switch subject {
    case .post: .postNotFound
    case .thread: .threadNotFound
    case .participant: .participantNotFound
    }
  }
}
