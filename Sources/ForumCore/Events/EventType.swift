/// Every stored event type and version. Never change a raw value: the log's format is for ever; add a version.
public enum EventType: String, Sendable, CaseIterable {
  case spaceOpened = "space.opened.v1"
  case organisationRegistered = "organisation.registered.v1"
  case organisationVerified = "organisation.verified.v1"
  case participantRegistered = "participant.registered.v1"
  case participantImported = "participant.imported.v1"
  case participantRenamed = "participant.renamed.v1"
  case participantRoleGranted = "participant.role-granted.v1"
  case speakerStated = "speaker.stated.v1"
  case consentGiven = "consent.given.v1"
  case consentWithdrawn = "consent.withdrawn.v1"
  case threadOpened = "thread.opened.v1"
  case threadRetitled = "thread.retitled.v1"
  case threadLocked = "thread.locked.v1"
  case threadUnlocked = "thread.unlocked.v1"
  case threadMoved = "thread.moved.v1"
  case postPublished = "post.published.v1"
  case postEdited = "post.edited.v1"
  case postWithdrawn = "post.withdrawn.v1"
  case postHidden = "post.hidden.v1"
  case postRestored = "post.restored.v1"
  case reactionGiven = "reaction.given.v1"
  case reactionWithdrawn = "reaction.withdrawn.v1"
  case contentErased = "content.erased.v1"
  case importCompleted = "import.completed.v1"

  /// The type without its version, as the live protocol shows it: `post.published`.
  public var name: Substring { rawValue[..<rawValue.lastIndex(of: ".")!] }
}
