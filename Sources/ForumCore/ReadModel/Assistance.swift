/// A person without an account for whom a facilitator writes.
public struct AssistedPerson: Sendable, Equatable {
  public var person: AuthorRecord
  /// Whether they agreed to be shown as of a community.
  public var hasConsented: Bool

  public init(person: AuthorRecord, hasConsented: Bool) {
    self.person = person
    self.hasConsented = hasConsented
  }
}

extension Change {
  /// Follows the post in the same batch, published or held.
  func apply(_ event: PostAssisted) throws {
    guard let assistant = entry.by else { throw EventFault(type: type, member: "by") }
    let author =
      try database.integer("SELECT author FROM posts WHERE id = $1", [.integer(id)])
      ?? database.integer("SELECT author FROM held_posts WHERE id = $1", [.integer(id)])
    guard let author else { throw EventFault(type: type, member: "stream") }
    try database.run(
      "INSERT INTO assisted_posts (post, author, assistant) VALUES ($1, $2, $3)",
      [.integer(id), .integer(author), .integer(assistant)])
  }
}

extension Facts {
  /// Whether a facilitator wrote for this person before, and the person cannot yet write themselves.
  func assists(_ assistant: ParticipantID, _ person: ParticipantID) throws -> Bool {
    try database.integer(
      """
      SELECT 1 FROM assisted_posts WHERE assistant = $1 AND author = $2
        AND EXISTS (SELECT 1 FROM participants WHERE id = $2 AND erased IS NULL)
        AND NOT EXISTS (SELECT 1 FROM accounts WHERE participant = $2) LIMIT 1
      """, [SQLValue(assistant), SQLValue(person)]) != nil
  }

  /// Whether this person wrote the post down for an author who cannot yet act themselves.
  func isAssistant(_ person: ParticipantID, of post: PostID) throws -> Bool {
    try database.integer(
      """
      SELECT 1 FROM assisted_posts a JOIN participants p ON p.id = a.author AND p.erased IS NULL
      WHERE a.post = $1 AND a.assistant = $2
        AND NOT EXISTS (SELECT 1 FROM accounts k WHERE k.participant = a.author)
      """, [SQLValue(post), SQLValue(person)]) != nil
  }
}

extension Reader {
  /// How the author of a post that was written down is said to have agreed; nil for every other post, and where it was erased. For
  /// moderators, the author, and who wrote it down.
  public func agreement(to post: PostID) throws -> String? {
    try database.text(
      """
      SELECT c.bytes FROM assisted_posts w
      JOIN log l ON l.stream = 'post/' || CAST(w.post AS TEXT) AND l.type = 'post.assisted.v1'
      JOIN contents c ON c.position = l.position AND c.name = 'consent'
      WHERE w.post = $1
      """, [SQLValue(post)])
  }

  /// The posts that were written down for a person, by whom, and how they are said to have agreed.
  public func writtenDown(
    for author: ParticipantID
  ) throws -> [(post: PostID, assistant: ParticipantID, agreement: String?)] {
    try database.rows("SELECT post, assistant FROM assisted_posts WHERE author = $1 ORDER BY post", [SQLValue(author)]) {
      (post: $0.id(0) as PostID, assistant: $0.id(1) as ParticipantID)
    }.map { ($0.post, $0.assistant, try agreement(to: $0.post)) }
  }

  /// People for whom a facilitator wrote and who have no account yet, the newest first; at most so many.
  public func assistedPeople(by assistant: ParticipantID, limit: Int = Limits.assistedPeople) throws -> [AssistedPerson] {
    try database.rows(
      """
      SELECT p.id, n.bytes, p.consent FROM participants p
      LEFT JOIN contents n ON n.position = p.name AND n.name = 'name'
      WHERE p.id IN (SELECT author FROM assisted_posts WHERE assistant = $1) AND p.erased IS NULL
        AND NOT EXISTS (SELECT 1 FROM accounts k WHERE k.participant = p.id)
      ORDER BY p.id DESC LIMIT $2
      """, [SQLValue(assistant), .integer(Int64(limit))]
    ) { AssistedPerson(person: AuthorRecord(id: $0.id(0), name: $0.textOrNil(1)), hasConsented: $0.intOrNil(2) != nil) }
  }
}
