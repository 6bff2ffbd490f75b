/// How the counts of voices by category change by one post: kept with each thread and space, never counted anew.
struct VoiceChange {
  var institution: Int64 = 0
  var ngo: Int64 = 0
  var community: Int64 = 0
  var mixed: Int64 = 0
  var unstated: Int64 = 0

  init(_ category: StakeholderCategory?, _ count: Int64) {
    add(category, count)
  }

  mutating func add(_ category: StakeholderCategory?, _ count: Int64) {
    switch category {
    case .institution: institution += count
    case .ngo: ngo += count
    case .community: community += count
    case .mixed: mixed += count
    case nil: unstated += count
    }
  }

  var values: [SQLValue] {
    [.integer(institution), .integer(ngo), .integer(community), .integer(mixed), .integer(unstated)]
  }
}

extension Change {
  /// Changes the counts of a thread and of the space it is in.
  func count(_ voices: VoiceChange, thread: Position) throws {
    try database.run(
      """
      UPDATE threads SET institution = institution + $2, ngo = ngo + $3, community = community + $4, mixed = mixed + $5,
        unstated = unstated + $6, changed = $7
      WHERE id = $1
      """, [.integer(thread)] + voices.values + [.integer(position)])
    try database.run(
      """
      UPDATE spaces SET institution = institution + $2, ngo = ngo + $3, community = community + $4, mixed = mixed + $5,
        unstated = unstated + $6, changed = $7
      WHERE id = (SELECT space FROM threads WHERE id = $1)
      """, [.integer(thread)] + voices.values + [.integer(position)])
  }

  /// Takes back what a participant's posts of one category derived from their speaker: in the counts first, in the posts last.
  func forgetCategory(_ category: StakeholderCategory, of participant: Position) throws {
    let counts = try database.rows(
      """
      SELECT thread, SUM(CASE WHEN state = 'published' THEN 1 ELSE 0 END) FROM posts
      WHERE author = $1 AND category = $2 GROUP BY thread ORDER BY thread
      """, [.integer(participant), SQLValue(category)]
    ) { row in (thread: row.int(0), published: row.int(1)) }
    for (thread, published) in counts {
      var voices = VoiceChange(category, -published)
      voices.add(nil, published)
      try count(voices, thread: thread)
    }
    try database.run(
      """
      UPDATE threads SET organisation = NULL
      WHERE id IN (SELECT thread FROM posts WHERE author = $1 AND category = $2)
        AND first_post IN (SELECT id FROM posts WHERE author = $1 AND category = $2)
      """, [.integer(participant), SQLValue(category)])
    try database.run(
      """
      DELETE FROM topic_events WHERE topic LIKE 'organisations/%' AND position IN (
        SELECT id FROM posts WHERE author = $1 AND category = $2 AND organisation IS NOT NULL)
      """, [.integer(participant), SQLValue(category)])
    try database.run(
      """
      UPDATE posts SET category = NULL, level = NULL, organisation = NULL, profession = NULL, changed = $3
      WHERE author = $1 AND category = $2
      """, [.integer(participant), SQLValue(category), .integer(position)])
  }
}

extension Reader {
  /// Whether the last posts of a thread that can be read, so many of them, are all of one category.
  public func areLast(_ count: Int, of thread: ThreadID, by category: StakeholderCategory) throws -> Bool {
    let last = try database.rows(
      "SELECT category FROM posts WHERE thread = $1 AND state = 'published' ORDER BY placed DESC LIMIT $2",
      [SQLValue(thread), .integer(Int64(count))]
    ) { $0.textOrNil(0) }
    return last.count == count && last.allSatisfy { $0 == category.rawValue }
  }
}

extension VoiceBalance {
  /// Five columns from `column` on, in the order of the tables.
  init(_ row: Row, at column: Int) {
    self.init(
      institution: Int(row.int(column)), ngo: Int(row.int(column + 1)), community: Int(row.int(column + 2)),
      mixed: Int(row.int(column + 3)), unstated: Int(row.int(column + 4)))
  }
}
