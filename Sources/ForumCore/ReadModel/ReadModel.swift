/// How events change the read model: the ledger's projector, and a rebuild's. Each table's changes and queries stand side by
/// side in a file of their own.
public struct ReadModel: Projector {
  public init() {}

  public let tables = [
    "spaces", "participants", "consents", "organisations", "threads", "posts", "revisions", "reactions",
    "thread_participants", "topic_events", "imported", "managers", "mandates", "held_posts", "rules", "notices", "matters",
    "decisions", "appeals", "terms", "assisted_posts", "organisation_fields", "space_roles",
  ]

  public func lookups(for type: String) -> Set<String> {
    switch EventType(rawValue: type) {
    case .consentWithdrawn, .participantRestricted: ["posts_author"]
    case .threadMerged: ["threads_merged"]
    case .participantRenamed: ["assisted_posts_assistant"]
    case .organisationVerified: ["posts_organisation"]
    case .contentErased: ["posts_organisation", "imported_id"]
    case .mandateAccepted, .mandateEnded: ["mandates_participant"]
    case .noticeGiven: ["matters_post", "matters_thread", "matters_participant"]
    case .decisionTaken, .decisionConfirmed: ["notices_matter", "decisions_participant"]
    case .appealDecided: ["notices_matter", "decisions_participant"]
    default: []
    }
  }

  /// The read model holds no body.
  static let body = "body"
  public var passedOver: String { Self.body }

  public func knows(type: String) -> Bool { EventType(rawValue: type) != nil }

  public func begin(in database: any Database) -> any Projection { ReadModelProjection(database: database) }
}

/// A run of entries being projected. Posts and the threads they open are counted up and written once; before an event that reads or
/// changes what is counted, it stands in the tables, so that such an event finds them as if each post had been written by itself.
final class ReadModelProjection: Projection {
  private let database: any Database
  private let tally: PostTally
  /// The threads that posts left or came to: counted anew once for all that moved.
  private var rearranged: Set<Position> = []

  init(database: any Database) {
    self.database = database
    tally = PostTally(database: database)
  }

  func finish() throws { try settle() }

  /// What is held back is written: before it is read, and at the end.
  private func settle() throws {
    try tally.write()
    for thread in rearranged.sorted() { try ThreadRecount(thread: thread, database: database).write() }
    rearranged.removeAll()
  }

  func apply(_ entry: Entry, contents: [NewContent]) throws {
    guard let type = EventType(rawValue: entry.type) else { preconditionFailure("asked to apply \(entry.type)") }
    // So that none needs to become a string here.
    let contents = contents.filter { $0.name != ReadModel.body }
    let change = Change(entry: entry, type: type, contents: contents, database: database, tally: tally)
    if type == .postMoved {
      try tally.write()
    } else if !Self.leavesCounts(type) || !rearranged.isEmpty {
      try settle()
    }
    switch type {
    case .spaceOpened: try change.apply(change.payload(SpaceOpened.self))
    case .organisationRegistered: try change.apply(change.payload(OrganisationRegistered.self))
    case .organisationVerified: try change.apply(change.payload(OrganisationVerified.self))
    case .organisationDescribed: try change.apply(change.payload(OrganisationDescribed.self))
    case .managerAppointed: try change.apply(change.payload(ManagerAppointed.self))
    case .mandateOffered: try change.apply(change.payload(MandateOffered.self))
    case .mandateAccepted: try change.apply(change.payload(MandateAccepted.self))
    case .mandateEnded: try change.apply(change.payload(MandateEnded.self))
    case .participantRegistered: try change.apply(change.payload(ParticipantRegistered.self))
    case .participantImported: try change.apply(change.payload(ParticipantImported.self))
    case .participantRenamed: try change.apply(change.payload(ParticipantRenamed.self))
    case .participantRoleGranted: try change.apply(change.payload(ParticipantRoleGranted.self))
    case .participantSpaceRoleGranted: try change.apply(change.payload(ParticipantSpaceRoleGranted.self))
    case .participantProfessionVerified: try change.apply(change.payload(ParticipantProfessionVerified.self))
    case .participantRestricted: try change.apply(change.payload(ParticipantRestricted.self))
    case .participantErased: try change.apply(change.payload(ParticipantErased.self))
    case .speakerStated: try change.apply(change.payload(SpeakerStated.self))
    case .consentGiven: try change.apply(change.payload(ConsentGiven.self))
    case .consentWithdrawn: try change.apply(change.payload(ConsentWithdrawn.self))
    case .threadOpened: try change.apply(change.payload(ThreadOpened.self))
    case .threadRetitled: try change.apply(change.payload(ThreadRetitled.self))
    case .threadLocked: try change.apply(change.payload(ThreadLocked.self))
    case .threadUnlocked: try change.apply(change.payload(ThreadUnlocked.self))
    case .threadMoved: try change.apply(change.payload(ThreadMoved.self))
    case .threadSplit: try change.apply(change.payload(ThreadSplit.self))
    case .threadMerged: try change.apply(change.payload(ThreadMerged.self))
    case .postMoved: try rearranged.formUnion(change.apply(change.payload(PostMoved.self)))
    case .postPublished: try change.apply(change.payload(PostPublished.self))
    case .postEdited: try change.apply(change.payload(PostEdited.self))
    case .postWithdrawn: try change.apply(change.payload(PostWithdrawn.self))
    case .postHidden: try change.apply(change.payload(PostHidden.self))
    case .postRestored: try change.apply(change.payload(PostRestored.self))
    case .reactionGiven: try change.apply(change.payload(ReactionGiven.self))
    case .reactionWithdrawn: try change.apply(change.payload(ReactionWithdrawn.self))
    case .postHeld: try change.apply(change.payload(PostHeld.self))
    case .postReleased: try change.apply(change.payload(PostReleased.self))
    case .postHeldWithdrawn: try change.apply(change.payload(PostHeldWithdrawn.self))
    case .postRefused: try change.apply(change.payload(PostRefused.self))
    case .spaceModerationSet: try change.apply(change.payload(SpaceModerationSet.self))
    case .rulesSet: try change.apply(change.payload(RulesSet.self))
    case .postRemoved: try change.apply(change.payload(PostRemoved.self))
    case .postLabelled: try change.apply(change.payload(PostLabelled.self))
    case .postAssisted: try change.apply(change.payload(PostAssisted.self))
    case .threadSlowed: try change.apply(change.payload(ThreadSlowed.self))
    case .noticeGiven: try change.apply(change.payload(NoticeGiven.self))
    case .decisionTaken: try change.apply(change.payload(DecisionTaken.self))
    case .decisionProposed: try change.apply(change.payload(DecisionProposed.self))
    case .decisionConfirmed: try change.apply(change.payload(DecisionConfirmed.self))
    case .decisionDeclined: try change.apply(change.payload(DecisionDeclined.self))
    case .appealLodged: try change.apply(change.payload(AppealLodged.self))
    case .appealDecided: try change.apply(change.payload(AppealDecided.self))
    case .termsPublished: try change.apply(change.payload(TermsPublished.self))
    case .contentErased: try change.apply(change.payload(ContentErased.self))
    case .importCompleted: break
    }
  }

  /// Whether the projection of a type neither reads nor changes what the tally counts, but through the tally itself. A type that is new
  /// does, until somebody has looked.
  private static func leavesCounts(_ type: EventType) -> Bool {
    switch type {
    case .postPublished, .threadOpened, .postEdited, .reactionGiven, .reactionWithdrawn, .participantRegistered,
      .participantImported, .spaceOpened, .importCompleted:
      true
    default: false
    }
  }
}

/// One event being projected: what it says, and where to.
struct Change {
  let entry: Entry
  let type: EventType
  let contents: [NewContent]
  let database: any Database
  /// What is held back until the run's end.
  let tally: PostTally

  var position: Position { entry.position }
  /// The identifier of the thing the event is about.
  var id: Position { entry.streamID }

  func payload<Payload: EventPayload>(_: Payload.Type) throws -> Payload { try Payload(entry, contents: contents) }

  /// Tells a topic's subscribers of this event. Telling twice is once.
  func tell(_ topic: String, of type: EventType? = nil, post: Position? = nil, thread: Position? = nil) throws {
    try database.send(
      """
      INSERT INTO topic_events (position, topic, type, post, thread) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (position, topic) DO NOTHING
      """, [.integer(position), .text(topic), .text((type ?? self.type).rawValue), SQLValue(post), SQLValue(thread)])
  }

  /// Tells those of two topics at once.
  func tell(_ first: String, _ second: String, post: Position? = nil, thread: Position) throws {
    try database.send(
      SQL(
        // What fails ends the whole batch: told so, SQLite copies no page for taking back the first row alone.
        sqlite: """
          INSERT OR ROLLBACK INTO topic_events (position, topic, type, post, thread)
          VALUES ($1, $2, $4, $5, $6), ($1, $3, $4, $5, $6)
          ON CONFLICT (position, topic) DO NOTHING
          """,
        postgres: """
          INSERT INTO topic_events (position, topic, type, post, thread)
          VALUES ($1, $2, $4, $5, $6), ($1, $3, $4, $5, $6)
          ON CONFLICT (position, topic) DO NOTHING
          """),
      [.integer(position), .text(first), .text(second), .text(type.rawValue), SQLValue(post), .integer(thread)])
  }
}

/// The names of topics, as the live protocol has them.
enum Topic {
  static let moderation = "moderation"
  static func thread(_ id: Position) -> String { "threads/\(id)" }
  static func space(_ key: String) -> String { "spaces/\(key)" }
  static func organisation(_ id: Position) -> String { "organisations/\(id)" }
  static func participant(_ id: Position) -> String { "participants/\(id)" }
}
