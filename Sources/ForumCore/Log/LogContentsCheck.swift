/// Holds the contents of a step of the log against the commitments in its entries.
struct LogContentsCheck {
  let database: any Database
  let hasher: SHA256

  private struct StoredContent {
    let position: Position
    let name: String
    let isAudienceKnown: Bool
    let commitment: [UInt8]
  }

  /// `entries` are those of the step that could be read, in order. A content that is gone must have been erased by an event.
  func run(_ entries: [Entry], after start: Position, through end: Position, _ report: inout LogCheck.Report) throws {
    var contents: [StoredContent]
    do {
      contents = try stored(after: start, through: end)
    } catch let error as DatabaseError {
      guard let reason = LogCheck.damage(error) else { throw error }
      guard end - start > 1 else { return report.add(end, .unreadable, "its contents: \(reason)") }
      // One by one, to name those that cannot be read and keep the others.
      for position in start + 1...end {
        try run(entries.filter { $0.position == position }, after: position - 1, through: position, &report)
      }
      return
    }
    contents.reverse()
    for entry in entries {
      while let content = contents.last, content.position < entry.position {
        Self.stray(content.position, content.name, &report)
        contents.removeLast()
      }
      var kept: [StoredContent] = []
      while let content = contents.last, content.position == entry.position {
        kept.append(content)
        contents.removeLast()
      }
      try check(entry, kept, &report)
    }
    for content in contents.reversed() { Self.stray(content.position, content.name, &report) }
  }

  private func stored(after start: Position, through end: Position) throws -> [StoredContent] {
    try database.rows(
      """
      SELECT position, name, salt, bytes, audience FROM contents WHERE position > $1 AND position <= $2 ORDER BY position, name
      """, [.integer(start), .integer(end)]
    ) { row in
      StoredContent(
        position: row.int(0), name: row.text(1), isAudienceKnown: Audience(rawValue: row.text(4)) != nil,
        commitment: Commitment.of(row.blob(3), salt: row.blob(2), with: hasher))
    }
  }

  private func check(_ entry: Entry, _ kept: [StoredContent], _ report: inout LogCheck.Report) throws {
    for content in kept {
      guard let committed = entry.contents.first(where: { $0.name == content.name }) else {
        Self.stray(content.position, content.name, &report)
        continue
      }
      report.contents += 1
      if !content.isAudienceKnown {
        report.add(content.position, .audience, "nobody knows who may read its content \(content.name)")
      }
      if content.commitment != committed.commitment {
        report.add(content.position, .commitment, "the content \(content.name) is not what the entry commits to")
      }
    }
    for committed in entry.contents where !kept.contains(where: { $0.name == committed.name }) {
      guard try !isErased(committed.name, of: entry) else { continue }
      report.add(entry.position, .missingContent, "the content \(committed.name) is gone and no event erased it")
    }
  }

  /// Whether an event of the entry's stream erased a content of it.
  private func isErased(_ name: String, of entry: Entry) throws -> Bool {
    var isErased = false
    try database.each(
      "SELECT entry FROM log WHERE stream = $1 AND type = $2 AND position > $3",
      [.text(entry.stream.description), .text(Erasure.eventType), .integer(entry.position)]
    ) { row in
      guard let data = (try? EntryCodec.parse(row.blob(0)))?.data else { return true }
      isErased = data["position"]?.integer == entry.position && data["name"]?.string == name
      return !isErased
    }
    return isErased
  }

  /// Names contents beyond the end of the log.
  static func findStray(after last: Position, in database: any Database, _ report: inout LogCheck.Report) throws {
    let contents = try database.rows(
      "SELECT position, name FROM contents WHERE position > $1 ORDER BY position LIMIT 100", [.integer(last)]
    ) { ($0.int(0), $0.text(1)) }
    for (position, name) in contents { stray(position, name, &report) }
  }

  private static func stray(_ position: Position, _ name: String, _ report: inout LogCheck.Report) {
    report.add(position, .strayContent, "no entry speaks of its content \(name)")
  }
}
