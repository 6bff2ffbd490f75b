extension Reader {
  /// One row holds all that a list's entry or a page's head shows. `$1` is the viewer, whose read mark gives the unread count.
  static let threadRows: SQL = """
    SELECT t.id, t.kind, t.language, t.opened_at, t.first_post, t.posts, t.participants, t.supports, t.activity, t.changed,
      t.institution, t.ngo, t.community, t.mixed, t.unstated,
      title.bytes, t.locked, reason.bytes, t.author, author.bytes,
      s.id, s.key, sname.bytes, s.threads, s.posts, s.institution, s.ngo, s.community, s.mixed, s.unstated, s.changed,
      place.code, place.name, parent.name, county.name,
      f.category, f.level, f.organisation, f.profession, forg.bytes, fo.verified,
      l.id, l.published_at, l.author, lauthor.bytes,
      l.category, l.level, l.organisation, l.profession, lorg.bytes, lo.verified,
      mark.number, t.split_from, a.verified_profession, la.verified_profession
    FROM threads t
    JOIN spaces s ON s.id = t.space
    LEFT JOIN contents sname ON s.named = 1 AND sname.position = s.id AND sname.name = 'name'
    LEFT JOIN contents title ON title.position = t.title AND title.name = 'title'
    LEFT JOIN contents reason ON reason.position = t.locked AND reason.name = 'reason'
    LEFT JOIN participants a ON a.id = t.author
    LEFT JOIN contents author ON author.position = a.name AND author.name = 'name'
    LEFT JOIN territories place ON place.code = t.territory
    LEFT JOIN territories parent ON parent.code = place.parent
    LEFT JOIN territories county ON county.code = place.county AND county.code <> place.code
    JOIN posts f ON f.id = t.first_post
    LEFT JOIN organisations fo ON fo.id = f.organisation
    LEFT JOIN contents forg ON forg.position = f.organisation AND forg.name = 'name'
    JOIN posts l ON l.id = t.last_post
    LEFT JOIN organisations lo ON lo.id = l.organisation
    LEFT JOIN contents lorg ON lorg.position = l.organisation AND lorg.name = 'name'
    LEFT JOIN participants la ON la.id = l.author
    LEFT JOIN contents lauthor ON lauthor.position = la.name AND lauthor.name = 'name'
    LEFT JOIN read_marks mark ON mark.participant = $1 AND mark.thread = t.id
    """

  private static let one: SQL = threadRows + " WHERE t.id = $2"

  /// Served by the index `threads_waiting`, whose conditions these are.
  static let waiting: SQL =
    threadRows + " WHERE t.kind = 'question' AND t.institution = 0 AND t.locked IS NULL ORDER BY t.opened_at, t.id LIMIT $2"

  public func threads(
    _ filter: ThreadFilter = ThreadFilter(), order: ThreadOrder = .newestActivity, after: ThreadCursor? = nil, limit: Int,
    viewer: ParticipantID? = nil
  ) throws -> ThreadPage {
    let limit = max(1, min(limit, Limits.page))
    var found = try database.rows(
      ThreadLists.statement(filter, order), ThreadLists.values(filter, after: after, limit: limit + 1, viewer: viewer)
    ) { row in (record: ThreadRecord(row), activity: row.int(8)) }
    guard found.count > limit else { return ThreadPage(threads: found.map(\.record), next: nil) }
    found.removeLast()
    let last = found[found.count - 1]
    let key = order == .newestActivity ? last.activity : last.record.openedAt.microseconds
    return ThreadPage(threads: found.map(\.record), next: ThreadCursor(key: key, id: last.record.id))
  }

  /// The open questions that have waited longest without a word from an institution.
  public func waitingQuestions(limit: Int, viewer: ParticipantID? = nil) throws -> [ThreadRecord] {
    try database.rows(Self.waiting, [SQLValue(viewer), .integer(Int64(limit))]) { ThreadRecord($0) }
  }

  public func thread(_ id: ThreadID, viewer: ParticipantID? = nil) throws -> ThreadRecord? {
    try database.row(Self.one, [SQLValue(viewer), SQLValue(id)]) { ThreadRecord($0) }
  }
}

extension ThreadRecord {
  fileprivate init(_ row: Row) {
    let posts = Int(row.int(5))
    self.init(
      id: row.id(0), space: SpaceRecord(row, at: 20), kind: ThreadKind(rawValue: row.text(1))!,
      territory: TerritoryRecord(row, at: 31), title: row.textOrNil(15), language: row.text(2),
      author: AuthorRecord(id: row.id(18), name: row.textOrNil(19)), speaker: Speaker(row, at: 35, mark: 53),
      openedAt: row.instant(3),
      firstPost: row.id(4), posts: posts, participants: Int(row.int(6)), isLocked: row.intOrNil(16) != nil,
      lockReason: row.textOrNil(17),
      lastPost: LastPost(
        id: row.id(41), at: row.instant(42), author: AuthorRecord(id: row.id(43), name: row.textOrNil(44)),
        speaker: Speaker(row, at: 45, mark: 54)),
      voices: VoiceBalance(row, at: 10), importedSupports: row.intOrNil(7).map { Int($0) },
      unread: row.intOrNil(51).map { max(0, posts - Int($0)) }, splitFrom: row.idOrNil(52),
      changed: row.int(9))
  }
}
