/// A rule says no. A value, not a fault: nothing was written, and the person is told what to do.
///
/// `code` is the last part of the problem type's address (RFC 9457) and the key of its sentence in the locales;
/// the server's one table of problems gives the HTTP status.
public enum Rejection: Error, Equatable, Sendable {
  // What was named does not exist, or not for this reader.
  case threadNotFound
  case postNotFound
  case participantNotFound
  case organisationNotFound
  case contentNotFound
  case noticeNotFound
  case mandateNotFound
  case decisionNotFound
  case appealNotFound
  case matterNotFound
  case unknownSpace
  case unknownTerritory
  case unknownOrganisation
  /// What a form names by its number or its address.
  case unknownThread
  case unknownPerson
  case unknownKind
  case languageUnknown

  // Who asks may not.
  case signInRequired
  case notAllowed
  case notYours
  case ownPost
  case consentRequired
  case setupLinkInvalid
  /// A link that was mailed is used or over.
  case linkInvalid
  /// A one-time password or a recovery code that is not right, or was used.
  case codeWrong
  case secondFactorIsOn
  /// Not a passkey that is known here, or not what was asked of it.
  case passkeyWrong
  case tooManyPasskeys
  /// What is shown besides the password is changed only by who has shown it.
  case secondFactorFirst
  /// A code or a link that was used, taken back, mistyped, or is over.
  case invitationInvalid
  case tooManyInvitations
  /// The code of a program that is over, was answered, or never was.
  case deviceCodeInvalid
  /// Too many programs wait, or act for one person already.
  case tooManyDevices
  /// For this person the actor did not write before, or they have an account now.
  case personNotAssisted
  /// A number of things that cannot be made at once.
  case countInvalid
  /// A moderator's own words, or what they told the moderators themselves.
  case ownMatter
  /// Somebody must remain who can give roles.
  case lastAdministrator
  /// Who has what they said not shown says nothing new.
  case restricted
  /// Who decided first, or is concerned, does not decide again.
  case anotherModerator
  /// Restricted by a moderator until then; nil is for good.
  case muted(until: Instant?)
  case suspended(until: Instant?)

  // The state of the thing says no.
  case threadLocked
  /// Its posts are in another thread now.
  case threadMerged(into: ThreadID)
  /// A moderator would move or erase more at once than the ledger does in one transaction.
  case tooManyAtOnce(limit: Int)
  case postWithdrawn
  case postHidden
  case postRemoved
  case nothingToLift
  case nothingToDecide
  case alreadyDecided
  case alreadyAppealed
  case alreadyNotified
  case appealTooLate
  case measureUnsuitable
  case claimedByAnother
  case slowMode(seconds: Int)
  /// Words that would wait for a moderator as a post do not come in by an edit.
  case editWouldBeHeld
  case parentNotInThread
  case parentNotPublished
  case editedMeanwhile(current: Position)
  case emailTaken
  case spaceKeyTaken
  case alreadyVerified
  /// Who says no profession has none that could be verified.
  case professionMissing
  case organisationUnverified
  /// An address whose domain the operator has not listed.
  case domainNotListed
  /// Only institutions and NGOs are spoken for.
  case mandateUnsuitable
  case alreadyMandated
  case mandateOver
  /// Who wants to speak for an organisation has no mandate that stands.
  case mandateMissing
  case alreadyErased
  /// Too many mails wait to be sent.
  case mailBusy

  // The text says no.
  case titleEmpty
  case titleTooLong(limit: Int)
  case bodyEmpty
  case bodyTooLong(limit: Int)
  case nameEmpty
  case nameTooLong(limit: Int)
  case reasonEmpty
  case reasonTooLong(limit: Int)
  case fieldEmpty(String)
  case fieldTooLong(String, limit: Int)
  case goodFaithRequired
  case daysInvalid(limit: Int)
  case secondsInvalid(limit: Int)
  case datesInvalid
  case emailInvalid
  case passwordTooShort(limit: Int)
  case passwordTooLong(limit: Int)
  case spaceKeyInvalid
  case speakerInvalid
  case controlCharacters(field: String)

  // One item of an import was refused; the others of its batch were not written either.
  indirect case importItem(index: Int, Rejection)
  case importTooLarge(limit: Int)

  /// The problem's name in kebab-case.
  public var code: String {
    switch self {
    case .threadNotFound: "thread-not-found"
    case .postNotFound: "post-not-found"
    case .participantNotFound: "participant-not-found"
    case .organisationNotFound: "organisation-not-found"
    case .contentNotFound: "content-not-found"
    case .unknownSpace: "unknown-space"
    case .unknownTerritory: "unknown-territory"
    case .unknownOrganisation: "unknown-organisation"
    case .unknownThread: "unknown-thread"
    case .unknownPerson: "unknown-person"
    case .unknownKind: "unknown-kind"
    case .languageUnknown: "language-unknown"
    case .signInRequired: "sign-in-required"
    case .notAllowed: "not-allowed"
    case .notYours: "not-yours"
    case .ownPost: "own-post"
    case .consentRequired: "consent-required"
    case .setupLinkInvalid: "setup-link-invalid"
    case .linkInvalid: "link-invalid"
    case .codeWrong: "code-wrong"
    case .secondFactorIsOn: "second-factor-is-on"
    case .passkeyWrong: "passkey-wrong"
    case .tooManyPasskeys: "too-many-passkeys"
    case .secondFactorFirst: "second-factor-first"
    case .invitationInvalid: "invitation-invalid"
    case .tooManyInvitations: "too-many-invitations"
    case .deviceCodeInvalid: "device-code-invalid"
    case .tooManyDevices: "too-many-devices"
    case .countInvalid: "count-invalid"
    case .personNotAssisted: "person-not-assisted"
    case .mailBusy: "mail-busy"
    case .threadLocked: "thread-locked"
    case .threadMerged: "thread-merged"
    case .tooManyAtOnce: "too-many-at-once"
    case .postWithdrawn: "post-withdrawn"
    case .postHidden: "post-hidden"
    case .postRemoved: "post-removed"
    case .nothingToLift: "nothing-to-lift"
    case .nothingToDecide: "nothing-to-decide"
    case .alreadyDecided: "already-decided"
    case .alreadyAppealed: "already-appealed"
    case .alreadyNotified: "already-notified"
    case .appealTooLate: "appeal-too-late"
    case .measureUnsuitable: "measure-unsuitable"
    case .claimedByAnother: "claimed-by-another"
    case .slowMode: "slow-mode"
    case .editWouldBeHeld: "edit-would-be-held"
    case .mandateNotFound: "mandate-not-found"
    case .domainNotListed: "domain-not-listed"
    case .organisationUnverified: "organisation-unverified"
    case .mandateUnsuitable: "mandate-unsuitable"
    case .alreadyMandated: "already-mandated"
    case .mandateOver: "mandate-over"
    case .mandateMissing: "mandate-missing"
    case .datesInvalid: "dates-invalid"
    case .noticeNotFound: "notice-not-found"
    case .decisionNotFound: "decision-not-found"
    case .appealNotFound: "appeal-not-found"
    case .matterNotFound: "matter-not-found"
    case .restricted: "restricted"
    case .lastAdministrator: "last-administrator"
    case .ownMatter: "own-matter"
    case .anotherModerator: "another-moderator"
    case .muted: "muted"
    case .suspended: "suspended"
    case .fieldEmpty: "field-empty"
    case .fieldTooLong: "field-too-long"
    case .goodFaithRequired: "good-faith-required"
    case .daysInvalid: "days-invalid"
    case .secondsInvalid: "seconds-invalid"
    case .parentNotInThread: "parent-not-in-thread"
    case .parentNotPublished: "parent-not-published"
    case .editedMeanwhile: "edited-meanwhile"
    case .emailTaken: "email-taken"
    case .spaceKeyTaken: "space-key-taken"
    case .professionMissing: "profession-missing"
    case .alreadyVerified: "already-verified"
    case .alreadyErased: "already-erased"
    case .titleEmpty: "title-empty"
    case .titleTooLong: "title-too-long"
    case .bodyEmpty: "body-empty"
    case .bodyTooLong: "body-too-long"
    case .nameEmpty: "name-empty"
    case .nameTooLong: "name-too-long"
    case .reasonEmpty: "reason-empty"
    case .reasonTooLong: "reason-too-long"
    case .emailInvalid: "email-invalid"
    case .passwordTooShort: "password-too-short"
    case .passwordTooLong: "password-too-long"
    case .spaceKeyInvalid: "space-key-invalid"
    case .speakerInvalid: "speaker-invalid"
    case .controlCharacters: "control-characters"
    case .importItem(_, let rejection): rejection.code
    case .importTooLarge: "import-too-large"
    }
  }
}
