/// What the posts of a run add to their threads and spaces, to their authors, and to each author's part in a thread: counted
/// here and written once for all of them. These are counts and marks of change only; no rule reads them.
final class PostTally {
  private let database: any Database
  private var threads: [Position: ThreadGain] = [:]
  private var spaces: [Position: SpaceGain] = [:]
  private var authors: [Position: AuthorGain] = [:]
  private var parts: [Part: Int64] = [:]
  /// Who wrote the posts of the run: they are answered soonest. What never changes outlives `write`.
  private var writers: [Position: Position] = [:]

  private struct ThreadGain {
    let space: Position
    let topic: String
    let spaceTopic: String
    /// The posts that stood before the run, and those it brings.
    let before: Int64
    var posts: Int64 = 0
    var lastPost: Position = 0
    var lastPlaced: Position = 0
    /// The last position at which its page changed.
    var changed: Position = 0
    /// When the latest of them was said.
    var at = Instant(microseconds: .min)
    var participants: Int64 = 0
    var voices = VoiceChange(nil, 0)
    /// The thread's first post, where it is among them.
    var first: (post: Position, placed: Position, organisation: OrganisationID?)?
  }

  private struct SpaceGain {
    var threads: Int64 = 0
    var posts: Int64 = 0
    var changed: Position = 0
    var voices = VoiceChange(nil, 0)

    mutating func add(_ post: Position, _ speaker: Speaker) {
      posts += 1
      changed = post
      voices.add(speaker.category, 1)
    }
  }

  private struct AuthorGain {
    var posts: Int64 = 0
    var last: Position = 0

    mutating func add(_ post: Position) {
      posts += 1
      last = post
    }
  }

  private struct Part: Hashable, Comparable {
    let participant: Position
    let thread: Position

    static func < (left: Part, right: Part) -> Bool {
      left.participant == right.participant ? left.thread < right.thread : left.participant < right.participant
    }
  }

  init(database: any Database) { self.database = database }

  /// Counts a thread that was opened and has no post yet. Answers the topics of the thread and of its space; nil where there is no such
  /// space.
  func open(_ thread: Position, in space: Position) throws -> (thread: String, space: String)? {
    guard let key = try database.text("SELECT key FROM spaces WHERE id = $1", [.integer(space)]) else { return nil }
    var gain = ThreadGain(space: space, topic: Topic.thread(thread), spaceTopic: Topic.space(key), before: 0)
    gain.changed = thread
    threads[thread] = gain
    spaces[space, default: SpaceGain()].threads += 1
    spaces[space]!.changed = thread
    return (gain.topic, gain.spaceTopic)
  }

  /// Counts a post. Answers its number in the thread and the topics that are told of it; nil where there is no such thread.
  /// `placed` is the position at which it comes to stand there.
  func add(
    post: Position, placed: Position, at: Instant, to thread: Position, by author: Position, as speaker: Speaker
  ) throws
    -> (number: Int64, topic: String, spaceTopic: String)?
  {
    guard var gain = try threads[thread] ?? gain(of: thread) else { return nil }
    if gain.before + gain.posts == 0 { gain.first = (post, placed, speaker.organisation) }
    gain.posts += 1
    gain.lastPost = post
    gain.lastPlaced = placed
    gain.changed = placed
    gain.at = max(gain.at, at)
    gain.voices.add(speaker.category, 1)
    threads[thread] = gain
    spaces[gain.space, default: SpaceGain()].add(placed, speaker)
    authors[author, default: AuthorGain()].add(placed)
    parts[Part(participant: author, thread: thread), default: 0] += 1
    writers[post] = author
    return (gain.before + gain.posts, gain.topic, gain.spaceTopic)
  }

  private func gain(of thread: Position) throws -> ThreadGain? {
    try database.row(
      "SELECT t.posts, s.key, s.id FROM threads t JOIN spaces s ON s.id = t.space WHERE t.id = $1", [.integer(thread)]
    ) { row in
      ThreadGain(
        space: row.int(2), topic: Topic.thread(thread), spaceTopic: Topic.space(row.text(1)), before: row.int(0))
    }
  }

  /// Marks a thread's page as changed, where something is held back for it; answers whether that was so.
  func touch(_ thread: Position, at position: Position) -> Bool {
    threads[thread]?.changed = position
    return threads[thread] != nil
  }

  /// Who wrote a post; nil where there is no such post.
  func author(of post: Position) throws -> Position? {
    try writers[post] ?? database.integer("SELECT author FROM posts WHERE id = $1", [.integer(post)])
  }

  /// Writes what was counted, and begins anew. In the order of keys: neighbours stand on the same pages.
  func write() throws {
    guard !threads.isEmpty else { return }
    try writeParts()
    for (thread, gain) in threads.sorted(by: { $0.key < $1.key }) { try write(gain, to: thread) }
    for (space, gain) in spaces {
      try database.send(
        """
        UPDATE spaces SET posts = posts + $2, changed = $3, institution = institution + $4, ngo = ngo + $5,
          community = community + $6, mixed = mixed + $7, unstated = unstated + $8, threads = threads + $9
        WHERE id = $1
        """,
        [.integer(space), .integer(gain.posts), .integer(gain.changed)] + gain.voices.values + [.integer(gain.threads)])
    }
    for (author, gain) in authors.sorted(by: { $0.key < $1.key }) {
      try database.send(
        "UPDATE participants SET posts = posts + $2, changed = $3 WHERE id = $1",
        [.integer(author), .integer(gain.posts), .integer(gain.last)])
    }
    threads.removeAll(keepingCapacity: true)
    spaces.removeAll(keepingCapacity: true)
    authors.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
  }

  private func writeParts() throws {
    var fresh: [(part: Part, posts: Int64)] = []
    var known: [(part: Part, posts: Int64)] = []
    for (part, posts) in parts.sorted(by: { $0.key < $1.key }) {
      // In a thread that had no post nobody has a row.
      if threads[part.thread]!.before == 0 { fresh.append((part, posts)) } else { known.append((part, posts)) }
    }
    let changed = try database.run(
      "UPDATE thread_participants SET posts = posts + $3 WHERE participant = $1 AND thread = $2",
      forEach: known.map { part, posts in [.integer(part.participant), .integer(part.thread), .integer(posts)] })
    // Who has no row had not spoken in the thread before.
    for (row, count) in zip(known, changed) where count == 0 { fresh.append(row) }
    for (part, posts) in fresh {
      try database.send(
        "INSERT INTO thread_participants (participant, thread, posts) VALUES ($1, $2, $3)",
        [.integer(part.participant), .integer(part.thread), .integer(posts)])
      threads[part.thread]!.participants += 1
    }
  }

  private func write(_ gain: ThreadGain, to thread: Position) throws {
    guard gain.posts > 0 else {
      try database.send(
        "UPDATE threads SET changed = $2 WHERE id = $1", [.integer(thread), .integer(gain.changed)])
      return
    }
    try database.send(
      """
      UPDATE threads SET posts = posts + $2, last_post = $3, last_placed = $12, changed = $11,
        activity = CASE WHEN activity < $4 THEN $4 ELSE activity END, participants = participants + $5,
        institution = institution + $6, ngo = ngo + $7, community = community + $8, mixed = mixed + $9,
        unstated = unstated + $10
      WHERE id = $1
      """,
      [.integer(thread), .integer(gain.posts), .integer(gain.lastPost), SQLValue(gain.at), .integer(gain.participants)]
        + gain.voices.values + [.integer(gain.changed), .integer(gain.lastPlaced)])
    if let first = gain.first {
      try database.send(
        "UPDATE threads SET first_post = $2, first_placed = $4, organisation = $3 WHERE id = $1",
        [.integer(thread), .integer(first.post), SQLValue(first.organisation), .integer(first.placed)])
    }
  }
}
