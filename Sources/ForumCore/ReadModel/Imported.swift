extension Change {
  /// Keeps from where a thing came, so that importing again passes it over.
  func remember(_ origin: Origin) throws {
    try database.run(
      "INSERT INTO imported (source, kind, key, id) VALUES ($1, $2, $3, $4)",
      [.text(origin.source), SQLValue(origin.kind), .text(origin.key), .integer(id)])
  }
}

extension Reader {
  /// What was imported from a source so far. Posts are those brought in beside the first posts of threads.
  public func importCounts(source: String) throws -> ImportCounts {
    var counts = ImportCounts()
    let rows = try database.rows(
      "SELECT kind, COUNT(*) FROM imported WHERE source = $1 GROUP BY kind", [.text(source)]
    ) { row in (kind: row.text(0), count: Int(row.int(1))) }
    for (kind, count) in rows {
      switch Origin.Kind(rawValue: kind) {
      case .participant: counts.participants = count
      case .thread: counts.threads = count
      case .post: counts.posts = count
      case nil: break
      }
    }
    return counts
  }
}
