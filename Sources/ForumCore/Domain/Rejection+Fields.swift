/// What goes with a rejection in a form and in JSON.
extension Rejection {
  /// Values that the sentence about it names, such as the limit that was passed.
  public var parameters: [String: String] {
    switch self {
    case .titleTooLong(let limit), .bodyTooLong(let limit), .nameTooLong(let limit), .reasonTooLong(let limit),
      .passwordTooShort(let limit), .passwordTooLong(let limit), .importTooLarge(let limit), .daysInvalid(let limit),
      .secondsInvalid(let limit), .tooManyAtOnce(let limit):
      ["limit": String(limit)]
    case .threadMerged(let thread): ["into": thread.description]
    case .fieldEmpty(let field): ["field": field]
    case .fieldTooLong(let field, let limit): ["field": field, "limit": String(limit)]
    case .muted(let until), .suspended(let until): until.map { ["until": $0.description] } ?? [:]
    case .slowMode(let seconds): ["seconds": String(seconds)]
    case .editedMeanwhile(let current): ["current": String(current)]
    case .countInvalid: ["limit": String(Limits.invitationsAtOnce)]
    case .importItem(let index, let rejection):
      rejection.parameters.merging(["index": String(index)]) { kept, _ in kept }
    default: [:]
    }
  }

  /// The form field or JSON member it concerns; nil when it concerns the whole act.
  public var field: String? {
    switch self {
    case .titleEmpty, .titleTooLong: "title"
    case .bodyEmpty, .bodyTooLong: "body"
    case .nameEmpty, .nameTooLong: "name"
    case .reasonEmpty, .reasonTooLong: "reason"
    case .fieldEmpty(let field), .fieldTooLong(let field, _): field
    case .goodFaithRequired: "good-faith"
    case .daysInvalid: "days"
    case .secondsInvalid: "seconds"
    case .measureUnsuitable: "measure"
    case .emailInvalid, .emailTaken, .domainNotListed: "email"
    case .passwordTooShort, .passwordTooLong: "password"
    case .codeWrong: "code"
    case .countInvalid: "count"
    case .deviceCodeInvalid: "user-code"
    case .personNotAssisted: "person"
    case .unknownSpace: "space"
    case .unknownTerritory: "territory"
    case .unknownOrganisation: "organisation"
    case .unknownThread: "into"
    case .unknownPerson: "person"
    case .mandateMissing: "as"
    case .datesInvalid: "until"
    case .unknownKind: "kind"
    case .languageUnknown: "language"
    case .parentNotInThread, .parentNotPublished: "parent"
    case .editedMeanwhile: "replaces"
    case .spaceKeyInvalid, .spaceKeyTaken: "key"
    case .speakerInvalid: "category"
    case .consentRequired: "consent"
    case .controlCharacters(let field): field
    case .importItem(_, let rejection): rejection.field
    default: nil
    }
  }
}
