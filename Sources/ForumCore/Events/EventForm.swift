/// What every event of a type has in common: the one table of streams, authorship and contents. It is tested against the
/// payloads, and printed in `docs/events.md`.
public struct EventForm: Sendable, Equatable {
  /// Whether an entry says who acted.
  public enum Authorship: String, Sendable {
    /// The entry has `by`.
    case open
    /// The entry has no `by`; who acted is a content `author`.
    case confidential
    /// Nobody acted here: the program itself, or an import.
    case none
  }

  /// A content that events of the type carry.
  public struct Content: Sendable, Equatable {
    public let name: String
    public let audience: Audience
    /// Whether every event of the type has it, so that its presence tells nothing.
    public let isAlways: Bool

    init(_ name: String, _ audience: Audience, always: Bool = true) {
      self.name = name
      self.audience = audience
      self.isAlways = always
    }
  }

  /// Nil where it is the stream of whatever the event is about (`content.erased`).
  public let stream: StreamKind?
  public let authorship: Authorship
  public let contents: [Content]

  init(_ stream: StreamKind?, _ authorship: Authorship, _ contents: Content...) {
    self.stream = stream
    self.authorship = authorship
    self.contents = contents
  }
}

extension EventType {
  public var form: EventForm {
    switch self {
    case .spaceOpened: EventForm(.space, .none, .init("name", .public, always: false))
    case .organisationRegistered: EventForm(.organisation, .open, .init("name", .public), .init("profile", .public))
    case .organisationVerified: EventForm(.organisation, .confidential, .init("author", .moderators))
    case .organisationDescribed: EventForm(.organisation, .open, .init("contact", .public))
    case .managerAppointed: EventForm(.organisation, .open)
    case .mandateOffered, .mandateAccepted, .mandateEnded: EventForm(.mandate, .open)
    case .participantRegistered: EventForm(.participant, .open, .init("name", .public))
    case .participantImported: EventForm(.participant, .none, .init("name", .public), .init("origin", .moderators))
    case .participantRenamed: EventForm(.participant, .open, .init("name", .public))
    case .participantRoleGranted, .participantSpaceRoleGranted:
      EventForm(.participant, .confidential, .init("author", .moderators))
    case .participantProfessionVerified:
      EventForm(.participant, .confidential, .init("author", .moderators), .init("profession", .public))
    case .participantRestricted: EventForm(.participant, .confidential, .init("author", .self))
    case .participantErased: EventForm(.participant, .confidential, .init("author", .self))
    case .speakerStated: EventForm(.participant, .open, .init("speaker", .public))
    case .consentGiven: EventForm(.consent, .confidential, .init("author", .self), .init("purpose", .self))
    case .consentWithdrawn: EventForm(.consent, .confidential, .init("author", .self))
    case .threadOpened: EventForm(.thread, .open, .init("title", .public), .init("origin", .moderators, always: false))
    case .threadRetitled: EventForm(.thread, .open, .init("title", .public))
    case .threadLocked, .threadUnlocked, .threadMoved:
      EventForm(.thread, .confidential, .init("author", .moderators), .init("reason", .public))
    case .threadSplit: EventForm(.thread, .confidential, .init("author", .moderators), .init("title", .public))
    case .threadMerged: EventForm(.thread, .confidential, .init("author", .moderators))
    case .postPublished:
      EventForm(
        .post, .open, .init("body", .public), .init("speaker", .public), .init("origin", .moderators, always: false))
    case .postEdited: EventForm(.post, .open, .init("body", .public))
    case .postWithdrawn: EventForm(.post, .open)
    case .postHidden, .postRemoved, .postRestored:
      EventForm(.post, .confidential, .init("author", .moderators), .init("reason", .public))
    case .postHeld:
      EventForm(
        .post, .confidential, .init("author", .moderators), .init("title", .moderators), .init("body", .moderators),
        .init("speaker", .moderators))
    case .postReleased: EventForm(.post, .open, .init("body", .public), .init("speaker", .public))
    case .postHeldWithdrawn: EventForm(.post, .confidential, .init("author", .moderators))
    case .postRefused: EventForm(.post, .confidential, .init("author", .moderators))
    case .spaceModerationSet: EventForm(.space, .confidential, .init("author", .moderators))
    case .rulesSet: EventForm(.rules, .confidential, .init("author", .moderators), .init("words", .moderators))
    case .postMoved: EventForm(.post, .confidential, .init("author", .moderators))
    case .postLabelled: EventForm(.post, .confidential, .init("author", .moderators))
    case .postAssisted: EventForm(.post, .open, .init("consent", .moderators))
    case .threadSlowed: EventForm(.thread, .confidential, .init("author", .moderators))
    case .reactionGiven, .reactionWithdrawn: EventForm(.post, .open)
    case .noticeGiven:
      EventForm(
        .notice, .confidential, .init("author", .moderators), .init("subject", .moderators), .init("explanation", .moderators),
        .init("contact", .moderators))
    case .decisionTaken, .decisionProposed:
      EventForm(
        .decision, .confidential, .init("author", .moderators), .init("subject", .moderators), .init("facts", .public),
        .init("explanation", .public))
    case .decisionConfirmed: EventForm(.decision, .confidential, .init("author", .moderators))
    case .decisionDeclined: EventForm(.decision, .confidential, .init("author", .moderators), .init("reason", .moderators))
    case .appealLodged: EventForm(.appeal, .confidential, .init("author", .moderators), .init("text", .moderators))
    case .appealDecided: EventForm(.appeal, .confidential, .init("author", .moderators), .init("reason", .public))
    case .termsPublished: EventForm(.terms, .confidential, .init("author", .moderators), .init("text", .public))
    case .contentErased: EventForm(nil, .confidential, .init("reason", .moderators), .init("author", .self))
    case .importCompleted: EventForm(.import, .none)
    }
  }

  /// The typed form of the event's data and contents.
  public var payload: any EventPayload.Type {
    switch self {
    case .spaceOpened: SpaceOpened.self
    case .organisationRegistered: OrganisationRegistered.self
    case .organisationVerified: OrganisationVerified.self
    case .organisationDescribed: OrganisationDescribed.self
    case .managerAppointed: ManagerAppointed.self
    case .mandateOffered: MandateOffered.self
    case .mandateAccepted: MandateAccepted.self
    case .mandateEnded: MandateEnded.self
    case .participantRegistered: ParticipantRegistered.self
    case .participantImported: ParticipantImported.self
    case .participantRenamed: ParticipantRenamed.self
    case .participantRoleGranted: ParticipantRoleGranted.self
    case .participantSpaceRoleGranted: ParticipantSpaceRoleGranted.self
    case .participantProfessionVerified: ParticipantProfessionVerified.self
    case .participantRestricted: ParticipantRestricted.self
    case .participantErased: ParticipantErased.self
    case .speakerStated: SpeakerStated.self
    case .consentGiven: ConsentGiven.self
    case .consentWithdrawn: ConsentWithdrawn.self
    case .threadOpened: ThreadOpened.self
    case .threadRetitled: ThreadRetitled.self
    case .threadLocked: ThreadLocked.self
    case .threadUnlocked: ThreadUnlocked.self
    case .threadMoved: ThreadMoved.self
    case .threadSplit: ThreadSplit.self
    case .threadMerged: ThreadMerged.self
    case .postMoved: PostMoved.self
    case .postPublished: PostPublished.self
    case .postEdited: PostEdited.self
    case .postWithdrawn: PostWithdrawn.self
    case .postHidden: PostHidden.self
    case .postRestored: PostRestored.self
    case .postHeld: PostHeld.self
    case .postReleased: PostReleased.self
    case .postHeldWithdrawn: PostHeldWithdrawn.self
    case .postRefused: PostRefused.self
    case .spaceModerationSet: SpaceModerationSet.self
    case .rulesSet: RulesSet.self
    case .postRemoved: PostRemoved.self
    case .postLabelled: PostLabelled.self
    case .postAssisted: PostAssisted.self
    case .reactionGiven: ReactionGiven.self
    case .reactionWithdrawn: ReactionWithdrawn.self
    case .threadSlowed: ThreadSlowed.self
    case .noticeGiven: NoticeGiven.self
    case .decisionTaken: DecisionTaken.self
    case .decisionProposed: DecisionProposed.self
    case .decisionConfirmed: DecisionConfirmed.self
    case .decisionDeclined: DecisionDeclined.self
    case .appealLodged: AppealLodged.self
    case .appealDecided: AppealDecided.self
    case .termsPublished: TermsPublished.self
    case .contentErased: ContentErased.self
    case .importCompleted: ImportCompleted.self
    }
  }
}
