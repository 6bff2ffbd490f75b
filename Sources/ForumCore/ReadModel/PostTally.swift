/// What the posts of a run add to their threads and spaces, to their authors, and to each author's part in a thread: counted
/// here and written once for all of them. These are counts and marks of change only; no rule reads them.
final class PostTally {
  private let database: any Database
  private var threads: [Position: ThreadGain] = [:]
  private var spaces: [Position: SpaceGain] = [:]
  private var authors: [Position: AuthorGain] = [:]
  private var parts: [Part: Int64] = [:]

  private struct ThreadGain {
    let space: Position
    let spaceKey: String
    /// The posts that stood before the run, and those it brings.
    let before: Int64
    var posts: Int64 = 0
    var last: Position = 0
    /// When the latest of them was said.
    var at = Instant(microseconds: .min)
    var participants: Int64 = 0
    var voices = VoiceChange(nil, 0)
    /// The thread's first post, where it is among them.
    var first: (post: Position, organisation: OrganisationID?)?
  }

  private struct SpaceGain {
    var posts: Int64 = 0
    var last: Position = 0
    var voices = VoiceChange(nil, 0)

    mutating func add(_ post: Position, _ speaker: Speaker) {
      posts += 1
      last = post
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

  private struct Part: Hashable {
    let participant: Position
    let thread: Position
  }

  init(database: any Database) { self.database = database }

  /// Counts a post. Answers its number in the thread and the key of the thread's space; nil where there is no such thread.
  func add(post: Position, at: Instant, to thread: Position, by author: Position, as speaker: Speaker) throws
    -> (number: Int64, space: String)?
  {
    guard var gain = try threads[thread] ?? gain(of: thread) else { return nil }
    if gain.before + gain.posts == 0 { gain.first = (post, speaker.organisation) }
    gain.posts += 1
    gain.last = post
    gain.at = max(gain.at, at)
    gain.voices.add(speaker.category, 1)
    threads[thread] = gain
    spaces[gain.space, default: SpaceGain()].add(post, speaker)
    authors[author, default: AuthorGain()].add(post)
    parts[Part(participant: author, thread: thread), default: 0] += 1
    return (gain.before + gain.posts, gain.spaceKey)
  }

  private func gain(of thread: Position) throws -> ThreadGain? {
    try database.row(
      "SELECT t.posts, s.key, s.id FROM threads t JOIN spaces s ON s.id = t.space WHERE t.id = $1", [.integer(thread)]
    ) { row in ThreadGain(space: row.int(2), spaceKey: row.text(1), before: row.int(0)) }
  }

  /// Writes what was counted, and begins anew.
  func write() throws {
    guard !threads.isEmpty else { return }
    let parts = Array(parts)
    let changed = try database.run(
      "UPDATE thread_participants SET posts = posts + $3 WHERE participant = $1 AND thread = $2",
      forEach: parts.map { part, posts in [.integer(part.participant), .integer(part.thread), .integer(posts)] })
    // Who has no row had not spoken in the thread before.
    for ((part, posts), count) in zip(parts, changed) where count == 0 {
      try database.send(
        "INSERT INTO thread_participants (participant, thread, posts) VALUES ($1, $2, $3)",
        [.integer(part.participant), .integer(part.thread), .integer(posts)])
      threads[part.thread]!.participants += 1
    }
    for (thread, gain) in threads { try write(gain, to: thread) }
    for (space, gain) in spaces {
      try database.send(
        """
        UPDATE spaces SET posts = posts + $2, changed = $3, institution = institution + $4, ngo = ngo + $5,
          community = community + $6, mixed = mixed + $7, unstated = unstated + $8
        WHERE id = $1
        """, [.integer(space), .integer(gain.posts), .integer(gain.last)] + gain.voices.values)
    }
    for (author, gain) in authors {
      try database.send(
        "UPDATE participants SET posts = posts + $2, changed = $3 WHERE id = $1",
        [.integer(author), .integer(gain.posts), .integer(gain.last)])
    }
    threads.removeAll(keepingCapacity: true)
    spaces.removeAll(keepingCapacity: true)
    authors.removeAll(keepingCapacity: true)
    self.parts.removeAll(keepingCapacity: true)
  }

  private func write(_ gain: ThreadGain, to thread: Position) throws {
    try database.send(
      """
      UPDATE threads SET posts = posts + $2, last_post = $3, last_placed = $3, changed = $3,
        activity = CASE WHEN activity < $4 THEN $4 ELSE activity END, participants = participants + $5,
        institution = institution + $6, ngo = ngo + $7, community = community + $8, mixed = mixed + $9,
        unstated = unstated + $10
      WHERE id = $1
      """,
      [.integer(thread), .integer(gain.posts), .integer(gain.last), SQLValue(gain.at), .integer(gain.participants)]
        + gain.voices.values)
    if let first = gain.first {
      try database.send(
        "UPDATE threads SET first_post = $2, first_placed = $2, organisation = $3 WHERE id = $1",
        [.integer(thread), .integer(first.post), SQLValue(first.organisation)])
    }
  }
}
