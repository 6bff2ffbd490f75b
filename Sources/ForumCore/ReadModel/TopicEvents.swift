extension Reader {
  /// What a topic said after a position, oldest first: `threads/42`, `spaces/education`, `organisations/88`,
  /// `participants/1017` (a person's own, the topic `me`), `moderation`.
  public func events(topic: String, after: Position, limit: Int) throws -> [TopicEvent] {
    try database.rows(
      """
      SELECT position, type, post, thread FROM topic_events WHERE topic = $1 AND position > $2 ORDER BY position LIMIT $3
      """, [.text(topic), .integer(after), .integer(Int64(limit))]
    ) { try TopicEvent($0, at: 0) }
  }

  /// What all topics said after a position, oldest first; whole positions, so somewhat more than `limit` rows may come.
  public func events(after: Position, limit: Int) throws -> [TopicRow] {
    try database.rows(
      """
      SELECT topic, position, type, post, thread FROM topic_events
      WHERE position > $1 AND position <= (
        SELECT MAX(position) FROM (SELECT position FROM topic_events WHERE position > $1 ORDER BY position LIMIT $2) AS page)
      ORDER BY position, topic
      """, [.integer(after), .integer(Int64(limit))]
    ) { TopicRow(topic: $0.text(0), event: try TopicEvent($0, at: 1)) }
  }

  /// The last position of a topic; 0 when it never said anything.
  public func topicHead(_ topic: String) throws -> Position {
    try database.integer("SELECT MAX(position) FROM topic_events WHERE topic = $1", [.text(topic)]) ?? 0
  }
}

extension TopicEvent {
  fileprivate init(_ row: Row, at column: Int) throws(DatabaseError) {
    guard let type = EventType(rawValue: row.text(column + 1)) else {
      // A newer node wrote it: passing over it would show a page as it no longer is.
      throw .other(code: "format", "this program is older than the event \(row.text(column + 1)) in the log")
    }
    self.init(
      position: row.int(column), type: type, post: row.idOrNil(column + 2),
      thread: row.idOrNil(column + 3))
  }
}
