/// A session as its person sees it: what it runs on, when it was used; never its token.
public struct SessionListing: Sendable, Equatable {
  /// SHA-256 of the token.
  public var hash: [UInt8]
  public var device: String
  public var createdAt: Instant
  public var seenAt: Instant
}

/// A post of one's own with all its versions, whatever its state.
public struct OwnPost: Sendable, Equatable {
  public var id: PostID
  public var thread: ThreadID
  public var state: PostState
  public var at: Instant
  public var language: String
  /// Oldest first; a body that was erased is nil.
  public var versions: [RevisionRecord]
}

extension Reader {
  /// The sessions of a person that have not expired, the last used first.
  public func sessions(of participant: ParticipantID, now: Instant) throws -> [SessionListing] {
    try database.rows(
      """
      SELECT hash, device, created_at, seen_at FROM sessions WHERE participant = $1 AND expires_at > $2
      ORDER BY seen_at DESC, created_at DESC LIMIT 100
      """, [SQLValue(participant), SQLValue(now)]
    ) { SessionListing(hash: $0.blob(0), device: $0.text(1), createdAt: $0.instant(2), seenAt: $0.instant(3)) }
  }

  /// The tokens of a person, oldest first.
  public func tokens(of participant: ParticipantID) throws -> [TokenListing] {
    try tokens().filter { $0.participant == participant }
  }

  /// The posts of a person after one of them, in the order in which they began.
  public func ownPosts(of author: ParticipantID, after: PostID?, limit: Int) throws -> [OwnPost] {
    let rows = try database.rows(
      """
      SELECT p.id, p.thread, p.state, p.published_at, p.language FROM posts p
      WHERE p.author = $1 AND p.id > $2 ORDER BY p.id LIMIT $3
      """, [SQLValue(author), .integer(after?.rawValue ?? 0), .integer(Int64(limit))]
    ) { row in
      OwnPost(
        id: row.id(0), thread: row.id(1), state: PostState(rawValue: row.text(2))!, at: row.instant(3), language: row.text(4),
        versions: [])
    }
    return try rows.map { post in
      var post = post
      post.versions = try revisions(of: post.id, includingHidden: true).revisions
      return post
    }
  }

  /// What a person pressed: the posts, and which reactions.
  public func ownReactions(of participant: ParticipantID) throws -> [(post: PostID, reactions: [Reaction])] {
    try database.rows(
      "SELECT post, agree, thanks, useful FROM reactions WHERE participant = $1 ORDER BY post", [SQLValue(participant)]
    ) { row in
      (row.id(0), Reaction.allCases.enumerated().compactMap { row.intOrNil($0.offset + 1) == nil ? nil : $0.element })
    }
  }

  /// The threads of a person: identifier and title.
  public func ownThreads(of author: ParticipantID) throws -> [(id: ThreadID, title: String?)] {
    try database.rows(
      """
      SELECT t.id, c.bytes FROM threads t LEFT JOIN contents c ON c.position = t.title AND c.name = 'title'
      WHERE t.author = $1 ORDER BY t.id
      """, [SQLValue(author)]
    ) { ($0.id(0), $0.textOrNil(1)) }
  }

  /// The names a person had and as what they spoke, oldest first, as far as the contents are there.
  public func ownHistory(of participant: ParticipantID) throws -> [(at: Instant, name: String, text: String)] {
    try EventLog.entries(of: Stream(.participant, participant.rawValue), in: database).flatMap { entry in
      try Contents.contents(of: entry.position, in: database)
        .filter { ["name", "speaker", "profession"].contains($0.name) && !$0.bytes.isEmpty }.map { (entry.at, $0.name, $0.text) }
    }
  }

  /// When consents were given and withdrawn.
  public func ownConsents(of participant: ParticipantID) throws -> [(given: Position, text: Int64, withdrawn: Position?)] {
    try database.rows("SELECT id, text, withdrawn FROM consents WHERE participant = $1 ORDER BY id", [SQLValue(participant)]) {
      ($0.int(0), $0.int(1), $0.intOrNil(2))
    }
  }
}
