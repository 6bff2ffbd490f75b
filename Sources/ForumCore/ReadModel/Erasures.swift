extension Change {
  /// What was derived from an erased content goes with it, and every page that showed it changes. Written so that a rebuild,
  /// which never saw the content, comes to the same rows.
  func apply(_ event: ContentErased) throws {
    // What waited and never appeared derived nothing.
    let stands = try entry.stream.kind != .post || database.integer("SELECT 1 FROM posts WHERE id = $1", [.integer(id)]) != nil
    guard stands else { return }
    switch (entry.stream.kind, event.name) {
    case (.post, "speaker"): try forgetSpeaker(ofPost: id)
    case (.post, "body"):
      try database.run("UPDATE posts SET changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
    case (.participant, "speaker"):
      // Only where it is the one that stands; an older one derived nothing that is left.
      try database.run(
        """
        UPDATE participants SET category = NULL, level = NULL, organisation = NULL, profession = NULL
        WHERE id = $1 AND speaker = $2
        """, [.integer(id), .integer(event.position)])
    case (.participant, "profession"):
      try database.run(
        "UPDATE participants SET verified_profession = NULL WHERE id = $1 AND profession_verified = $2",
        [.integer(id), .integer(event.position)])
    case (.organisation, "profile"):
      try database.run("UPDATE organisations SET category = NULL, level = NULL WHERE id = $1", [.integer(id)])
    default: break
    }
    if event.name == "origin" { try database.run("DELETE FROM imported WHERE id = $1", [.integer(id)]) }
    switch entry.stream.kind {
    case .post: try touchThread()
    case .thread:
      try database.run("UPDATE threads SET changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
      try tellOfThread(id)
    case .participant:
      try database.run("UPDATE participants SET changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
      try touchThreads(of: id)
      try tell(Topic.participant(id))
    case .organisation:
      try database.run("UPDATE organisations SET changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
      try touchThreads(ofOrganisation: id)
      try tell(Topic.organisation(id))
    case .space:
      try database.run("UPDATE spaces SET changed = $2 WHERE id = $1", [.integer(id), .integer(position)])
    default: break
    }
  }

  private func forgetSpeaker(ofPost post: Position) throws {
    let facts = try database.row("SELECT thread, category, state FROM posts WHERE id = $1", [.integer(post)]) { row in
      (thread: row.int(0), category: row.textOrNil(1).flatMap(StakeholderCategory.init(rawValue:)), state: row.text(2))
    }
    guard let facts else { throw EventFault(type: type, member: "stream") }
    var voices = VoiceChange(nil, 0)
    if facts.state == PostState.published.rawValue {
      voices.add(facts.category, -1)
      voices.add(nil, 1)
    }
    try count(voices, thread: facts.thread)
    try database.run(
      "UPDATE threads SET organisation = NULL WHERE id = $2 AND first_post = $1", [.integer(post), .integer(facts.thread)])
    try database.run(
      "DELETE FROM topic_events WHERE position = $1 AND topic LIKE 'organisations/%'", [.integer(post)])
    try database.run(
      """
      UPDATE posts SET category = NULL, level = NULL, organisation = NULL, profession = NULL, changed = $2 WHERE id = $1
      """, [.integer(post), .integer(position)])
  }
}
