@testable import ForumCore

/// One payload of each stored type with every member it can have: what the golden files hold.
enum EventSamples {
  static let time = Instant(microseconds: 1_763_932_735_670_738)
  static let speaker = Speaker(
    category: .institution, level: .local, organisation: OrganisationID(88), profession: .localRomaExpert)

  /// Every member at once, more than one decision has.
  static let ruling = Ruling(
    measure: .label, basis: .law, ground: .privacy, terms: 7, source: .notice, matter: MatterID(80), about: .post(PostID(57)),
    subject: ParticipantID(7), until: time, label: .sensitive, space: SpaceID(2), seconds: 60, replaces: DecisionID(70),
    language: "ro", facts: "O adresă în text.", explanation: "Datele altora nu se publică.")

  static func payload(of type: EventType) -> any EventPayload {
    switch type {
    case .spaceOpened: SpaceOpened(key: "tineret", name: "Tineret")
    case .organisationRegistered:
      OrganisationRegistered(
        territory: "CJ", name: "Primăria Câmpia Turzii", profile: OrganisationProfile(category: .institution, level: .local))
    case .organisationVerified: OrganisationVerified(author: ParticipantID(3))
    case .organisationDescribed: OrganisationDescribed(fields: [SpaceID(1), SpaceID(3)], contact: "contact@primaria.example")
    case .managerAppointed: ManagerAppointed(participant: ParticipantID(7), isOn: true)
    case .mandateOffered:
      MandateOffered(
        organisation: OrganisationID(88), participant: ParticipantID(7), from: CalendarDay("2026-11-25")!,
        until: CalendarDay("2027-12-31")!)
    case .mandateAccepted: MandateAccepted()
    case .mandateEnded: MandateEnded()
    case .participantErased: ParticipantErased(withWords: true, author: ParticipantID(7))
    case .participantRegistered: ParticipantRegistered(language: "ro", name: "Ana Pop")
    case .participantImported:
      ParticipantImported(name: "Vecina", origin: Origin(source: "decide-madrid", kind: .participant, key: "2780"))
    case .participantRenamed: ParticipantRenamed(replaces: 7, name: "Ana P.")
    case .participantRoleGranted: ParticipantRoleGranted(role: .moderator, author: ParticipantID(3))
    case .participantSpaceRoleGranted:
      ParticipantSpaceRoleGranted(space: SpaceID(2), role: .moderator, author: ParticipantID(3))
    case .participantProfessionVerified:
      ParticipantProfessionVerified(profession: .schoolMediator, author: ParticipantID(3))
    case .participantRestricted: ParticipantRestricted(isOn: true, author: ParticipantID(7))
    case .speakerStated: SpeakerStated(speaker)
    case .consentGiven: ConsentGiven(text: 1, author: ParticipantID(7), purpose: "show-community")
    case .consentWithdrawn: ConsentWithdrawn(replaces: 20, author: ParticipantID(7))
    case .threadOpened:
      ThreadOpened(
        space: SpaceID(1), kind: .caseStudy, territory: "54975", language: "ro", title: "Ce a mers, ce nu",
        originallyAt: time, supports: 6_560, origin: Origin(source: "decide-madrid", kind: .thread, key: "7"))
    case .threadRetitled: ThreadRetitled(replaces: 42, title: "Ce a mers")
    case .threadLocked: ThreadLocked(author: ParticipantID(3), reason: "S-a încheiat.")
    case .threadUnlocked: ThreadUnlocked(replaces: 50, author: ParticipantID(3), reason: "Continuăm.")
    case .threadMoved: ThreadMoved(space: SpaceID(2), author: ParticipantID(3), reason: "E despre sănătate.")
    case .threadSplit:
      ThreadSplit(
        from: ThreadID(42), post: PostID(57), space: SpaceID(1), kind: .question, territory: "CJ", language: "ro",
        author: ParticipantID(3), title: "Transportul elevilor")
    case .threadMerged: ThreadMerged(into: ThreadID(42), author: ParticipantID(3))
    case .postMoved: PostMoved(thread: ThreadID(101), parent: PostID(57), author: ParticipantID(3))
    case .postPublished:
      PostPublished(
        thread: ThreadID(42), parent: PostID(43), language: "ro", body: "Bună ziua,\n\nmulțumim.", speaker: speaker,
        originallyAt: time, isOrphan: true, votes: ImportedVotes(inFavour: 3, against: 1),
        origin: Origin(source: "decide-madrid", kind: .post, key: "17107"))
    case .postEdited: PostEdited(replaces: 57, language: "rom", body: "Bună ziua.")
    case .postWithdrawn: PostWithdrawn(replaces: 57)
    case .postHidden: PostHidden(replaces: 57, author: ParticipantID(3), reason: "Date personale.")
    case .postAssisted: PostAssisted(consent: "A ascultat textul și a spus da.")
    case .postRestored: PostRestored(replaces: 60, author: ParticipantID(3), reason: "Era public.")
    case .postHeld:
      PostHeld(
        thread: ThreadID(42), parent: PostID(43), space: SpaceID(1), kind: .question, territory: "CJ", language: "ro",
        why: .newcomer, author: ParticipantID(7), title: "Transport", body: "Cum facem?", speaker: speaker)
    case .postReleased:
      PostReleased(thread: ThreadID(42), parent: PostID(43), language: "ro", body: "Cum facem?", speaker: speaker)
    case .postHeldWithdrawn: PostHeldWithdrawn(author: ParticipantID(7))
    case .postRefused: PostRefused(author: ParticipantID(3))
    case .spaceModerationSet:
      SpaceModerationSet(policy: SpacePolicy(premoderation: .newcomers, newcomerPosts: 3), author: ParticipantID(3))
    case .rulesSet:
      RulesSet(rules: RuleSet(words: ["cumpără*"], links: 2, repeats: true, perHour: 20), author: ParticipantID(3))
    case .postRemoved: PostRemoved(replaces: 57, author: ParticipantID(3), reason: "Amenințare.")
    case .postLabelled: PostLabelled(label: .disputed, author: ParticipantID(3))
    case .threadSlowed: ThreadSlowed(seconds: 60, author: ParticipantID(3))
    case .noticeGiven:
      NoticeGiven(
        subject: .post(PostID(57)), ground: .hateAgainstRoma, language: "ro", author: nil, explanation: "Îndeamnă la excludere.",
        contact: ["name": "Ana Pop", "email": "ana@example.org"])
    case .decisionTaken: DecisionTaken(ruling, author: ParticipantID(3))
    case .decisionProposed: DecisionProposed(ruling, author: ParticipantID(3))
    case .decisionConfirmed: DecisionConfirmed(author: ParticipantID(4))
    case .decisionDeclined: DecisionDeclined(author: ParticipantID(4), reason: "E prea mult.")
    case .appealLodged: AppealLodged(decision: DecisionID(90), author: ParticipantID(7), text: "Era un citat.")
    case .appealDecided: AppealDecided(outcome: .reversed, author: ParticipantID(4), reason: "Era un citat.")
    case .termsPublished:
      TermsPublished(
        number: 2, author: ParticipantID(3), text: ["ro": ["title": "Termeni", "clauses": ["spam": "Fără reclamă."]]])
    case .reactionGiven: ReactionGiven(.thanks)
    case .reactionWithdrawn: ReactionWithdrawn(replaces: 61)
    case .contentErased:
      ContentErased(position: 57, name: "body", ground: .request, reason: "La cererea autoarei.", author: ParticipantID(7))
    case .importCompleted:
      ImportCompleted(source: "decide-madrid", counts: ImportCounts(participants: 2_251, threads: 80, posts: 5_633))
    }
  }

  /// The sample as a stored entry. Salts are zero, so that the bytes are always the same.
  static func entry(of type: EventType) throws -> (bytes: [UInt8], contents: [NewContent]) {
    let payload = payload(of: type)
    let form = type.form
    let contents = payload.contents
    let salt = [UInt8](repeating: 0, count: 32)
    let hasher = SHA256()
    let bytes = try EntryCodec.format(
      position: 100, at: time, stream: Stream(form.stream ?? .post, 57), version: 2, type: type.rawValue,
      by: form.authorship == .open ? 7 : nil, organisation: nil, data: payload.data,
      contents: contents.map { ContentCommitment(name: $0.name, commitment: Commitment.of($0.bytes, salt: salt, with: hasher)) },
      cause: 99)
    return (bytes, contents)
  }
}
