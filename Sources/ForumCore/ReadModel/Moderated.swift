/// What decisions do to posts and threads, and the editions of the terms.
extension Change {
  func apply(_ event: PostLabelled) throws {
    try database.run(
      "UPDATE posts SET label = $2, decision = $3, changed = $4 WHERE id = $1",
      [.integer(id), SQLValue(event.label), SQLValue(event.label == nil ? nil : entry.cause), .integer(position)])
    try touchThread()
  }

  func apply(_ event: ThreadSlowed) throws {
    try database.run(
      "UPDATE threads SET slow = $2, decision = $3, changed = $4 WHERE id = $1",
      [
        .integer(id), SQLValue(event.seconds > 0 ? Int64(event.seconds) : nil), SQLValue(event.seconds > 0 ? entry.cause : nil),
        .integer(position),
      ])
    try tellOfThread(id)
  }

  func apply(_ event: TermsPublished) throws {
    try database.run(
      "INSERT INTO terms (id, number, at) VALUES ($1, $2, $3)",
      [.integer(position), .integer(Int64(event.number)), SQLValue(entry.at)])
  }
}
