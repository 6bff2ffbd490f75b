/// Who has been heard in a thread or space, in three ways of counting.
public struct VoiceShares: Sendable, Equatable {
  /// Posts by as what their authors spoke.
  public var posts: VoiceBalance
  /// People who spoke: each once in every category that they spoke as.
  public var people: VoiceBalance
  /// Reactions by as what who gave them speaks now.
  public var reactions: VoiceBalance
  /// Over how many posts people and reactions were counted, where that is not all.
  public var counted: Int?

  public init(posts: VoiceBalance, people: VoiceBalance, reactions: VoiceBalance, counted: Int? = nil) {
    self.posts = posts
    self.people = people
    self.reactions = reactions
    self.counted = counted
  }
}

extension Reader {
  private static let peopleInThread: SQL = """
    SELECT category, COUNT(DISTINCT author) FROM posts WHERE thread = $1 AND state = 'published' GROUP BY category
    """
  private static let reactionsInThread: SQL = """
    SELECT w.category, COUNT(r.agree) + COUNT(r.thanks) + COUNT(r.useful)
    FROM posts p JOIN reactions r ON r.post = p.id JOIN participants w ON w.id = r.participant
    WHERE p.thread = $1 AND p.state = 'published' GROUP BY w.category
    """
  // The threads are listed as a JSON array.
  private static let listed = SQL(
    sqlite: "(SELECT value FROM json_each($1))",
    postgres: "(SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(CAST(CAST($1 AS TEXT) AS JSONB)))")
  private static let peopleInThreads: SQL =
    "SELECT category, COUNT(DISTINCT author) FROM posts WHERE state = 'published' AND thread IN " + listed
    + " GROUP BY category"
  private static let reactionsInThreads: SQL =
    """
    SELECT w.category, COUNT(r.agree) + COUNT(r.thanks) + COUNT(r.useful)
    FROM posts p JOIN reactions r ON r.post = p.id JOIN participants w ON w.id = r.participant
    WHERE p.state = 'published' AND p.thread IN 
    """ + listed + " GROUP BY w.category"

  /// Counted anew each time: the posts of one thread.
  public func voices(in thread: ThreadRecord) throws -> VoiceShares {
    VoiceShares(
      posts: thread.voices, people: try balance(Self.peopleInThread, SQLValue(thread.id)),
      reactions: try balance(Self.reactionsInThread, SQLValue(thread.id)))
  }

  /// Of a space so many posts are counted as `Limits.countedPosts` allows: those of the threads that were active last.
  public func voices(in space: SpaceRecord) throws -> VoiceShares {
    var threads: [String] = []
    var posts = 0
    try database.each(
      "SELECT id, posts FROM threads WHERE space = $1 AND posts > 0 ORDER BY activity DESC, id DESC", [SQLValue(space.id)]
    ) { row in
      threads.append(String(row.int(0)))
      posts += Int(row.int(1))
      return posts < Limits.countedPosts
    }
    let list = SQLValue.text("[" + threads.joined(separator: ",") + "]")
    return VoiceShares(
      posts: space.voices, people: try balance(Self.peopleInThreads, list),
      reactions: try balance(Self.reactionsInThreads, list), counted: posts < space.posts ? posts : nil)
  }

  private func balance(_ statement: SQL, _ value: SQLValue) throws -> VoiceBalance {
    var voices = VoiceChange(nil, 0)
    try database.each(statement, [value]) { row in
      voices.add(row.textOrNil(0).flatMap(StakeholderCategory.init(rawValue:)), row.int(1))
      return true
    }
    return VoiceBalance(
      institution: Int(voices.institution), ngo: Int(voices.ngo), community: Int(voices.community), mixed: Int(voices.mixed),
      unstated: Int(voices.unstated))
  }
}
