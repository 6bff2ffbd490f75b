/// Everything that can be asked, within one read transaction: rows and position belong together. Lives inside the closure of
/// `Forum.read`; what it returns are values that outlive it.
///
/// The queries stand beside the changes they read: one file per read model under `ReadModel/`.
public struct Reader {
}

// Signatures, until each moves to its read model.
extension Reader {
  /// The position of the last commit that this transaction sees.
  public var position: Position { get throws { fatalError() } }
  /// The log's random id: positions of another log mean nothing here.
  public var logID: String { get throws { fatalError() } }

  public func spaces() throws -> [SpaceRecord] { fatalError() }
  public func space(key: String) throws -> SpaceRecord? { fatalError() }

  public func territory(_ code: String) throws -> TerritoryRecord? { fatalError() }
  /// Places whose name has words beginning so, with or without diacritics; larger places first.
  public func territories(matching text: String, limit: Int) throws -> [TerritoryRecord] { fatalError() }
  /// The country, the development regions and the counties, in Romanian order.
  public func regionsAndCounties() throws -> [TerritoryRecord] { fatalError() }

  /// In Romanian order of names.
  public func organisations(
    category: StakeholderCategory? = nil, territory: String? = nil, matching text: String? = nil,
    after: OrganisationID? = nil, limit: Int
  ) throws -> [OrganisationRecord] { fatalError() }
  public func organisation(_ id: OrganisationID) throws -> OrganisationRecord? { fatalError() }

  public func participant(_ id: ParticipantID) throws -> ParticipantRecord? { fatalError() }
  public func account(email: String) throws -> AccountRecord? { fatalError() }
  public func account(of participant: ParticipantID) throws -> AccountRecord? { fatalError() }
  /// Nil when there is none, or it has expired at `now`.
  public func session(hash: [UInt8], now: Instant) throws -> SessionRecord? { fatalError() }
  public func token(hash: [UInt8]) throws -> TokenRecord? { fatalError() }
  public func isSetupLinkValid(hash: [UInt8], now: Instant) throws -> Bool { fatalError() }
  /// Whether somebody is administrator already.
  public var hasAdministrator: Bool { get throws { fatalError() } }
  /// A key of this installation, the same for every process on this database: 32 bytes.
  public func secret(_ name: SecretName) throws -> [UInt8] { fatalError() }

  public func threads(
    _ filter: ThreadFilter = ThreadFilter(), order: ThreadOrder = .newestActivity, after: ThreadCursor? = nil, limit: Int,
    viewer: ParticipantID? = nil
  ) throws -> ThreadPage { fatalError() }
  public func thread(_ id: ThreadID, viewer: ParticipantID? = nil) throws -> ThreadRecord? { fatalError() }

  public func posts(
    in thread: ThreadID, window: PostWindow, limit: Int, viewer: ParticipantID? = nil
  ) throws -> PostPage { fatalError() }
  public func post(_ id: PostID, viewer: ParticipantID? = nil) throws -> PostRecord? { fatalError() }
  /// Every body the post had, oldest first. Bodies of withdrawn and hidden posts only for who may read them.
  public func revisions(of post: PostID, includingHidden: Bool = false) throws -> [RevisionRecord] { fatalError() }

  /// What a topic said after a position, oldest first: `threads/42`, `spaces/education`, `organisations/88`,
  /// `participants/1017` (a person's own, the topic `me`), `moderation`.
  public func events(topic: String, after: Position, limit: Int) throws -> [TopicEvent] { fatalError() }
  /// What all topics said after a position, oldest first; whole positions, so somewhat more than `limit` rows may come.
  public func events(after: Position, limit: Int) throws -> [TopicRow] { fatalError() }
  /// The last position of a topic; 0 when it never said anything.
  public func topicHead(_ topic: String) throws -> Position { fatalError() }

  /// What was imported from a source so far.
  public func importCounts(source: String) throws -> ImportCounts { fatalError() }
}
