/// The statements of lists of threads. Each goes by an index in the order of the list, from the cursor on, and ends when a page is full.
///
/// `$1` is the viewer, `$2` and `$3` the cursor, `$4` the limit, `$5` the space's key, `$6` the kind, `$7` the territory, `$8` the
/// organisation, `$9` the author.
enum ThreadLists {
  /// The filters that an index serves; the others are looked at row by row.
  private enum Narrowing: Int, CaseIterable {
    case author, organisation, place, spaceAndKind, kind, space, none

    init(_ filter: ThreadFilter) {
      // Nearly every thread about a place is within the country, so that no index is needed to find them.
      let isPlace = filter.territory != nil && filter.territory != "RO"
      self =
        switch (filter.author != nil, filter.organisation != nil, isPlace, filter.space != nil, filter.kind != nil) {
        case (true, _, _, _, _): .author
        case (_, true, _, _, _): .organisation
        case (_, _, true, _, _): .place
        case (_, _, _, true, true): .spaceAndKind
        case (_, _, _, true, _): .space
        case (_, _, _, _, true): .kind
        default: .none
        }
    }

    /// What threads `t` must be.
    func condition(by column: SQL) -> SQL {
      switch self {
      case .author: " AND t.author = $9"
      case .organisation: " AND t.organisation = $8 AND t.organisation IS NOT NULL"
      case .spaceAndKind: " AND t.space = (SELECT id FROM spaces WHERE key = $5) AND t.kind = $6"
      case .space: " AND t.space = (SELECT id FROM spaces WHERE key = $5)"
      case .none: ""
      case .place:
        " AND t.id IN ("
          + merged(
            "SELECT c.code AS name FROM territories c", "y.territory = ", "c.code",
            within: " WHERE c.code = $7 OR c.parent = $7 OR c.county = $7 OR c.region = $7", by: column) + ")"
      case .kind:
        " AND t.id IN ("
          + merged("SELECT c.id AS name FROM spaces c", "y.kind = $6 AND y.space = ", "c.id", within: "", by: column) + ")"
      }
    }
  }

  static func statement(_ filter: ThreadFilter, _ order: ThreadOrder) -> SQL {
    let narrowing = Narrowing(filter).rawValue
    return order == .newestActivity ? byActivity[narrowing] : byOpening[narrowing]
  }

  static func values(_ filter: ThreadFilter, after: ThreadCursor?, limit: Int, viewer: ParticipantID?) -> [SQLValue] {
    [
      SQLValue(viewer), .integer(after?.key ?? .max), .integer(after?.id.rawValue ?? .max), .integer(Int64(limit)),
      SQLValue(filter.space), SQLValue(filter.kind), SQLValue(filter.territory), SQLValue(filter.organisation),
      SQLValue(filter.author),
    ]
  }

  private static let byActivity: [SQL] = Narrowing.allCases.map { list($0, by: "activity") }
  private static let byOpening: [SQL] = Narrowing.allCases.map { list($0, by: "opened_at") }

  /// `column` is what the list is in the order of.
  private static func list(_ narrowing: Narrowing, by column: SQL) -> SQL {
    Reader.threadRows + " WHERE (t." + column + ", t.id) < ($2, $3)" + narrowing.condition(by: column)
      + """
       AND (CAST($5 AS TEXT) IS NULL OR s.key = $5)
        AND (CAST($6 AS TEXT) IS NULL OR t.kind = $6)
        AND (CAST($7 AS TEXT) IS NULL OR t.territory = $7 OR place.parent = $7 OR place.county = $7 OR place.region = $7
          OR ($7 = 'RO' AND t.territory IS NOT NULL))
        AND (CAST($8 AS BIGINT) IS NULL OR t.organisation = $8)
        AND (CAST($9 AS BIGINT) IS NULL OR t.author = $9)
      """ + " ORDER BY t." + column + " DESC, t.id DESC LIMIT $4"
  }

  // MARK: Lists put together from others

  /// The threads of a page that is put together from the lists of several groups, each in the order of an index: the places of a region
  /// are three thousand. Only of as many groups as the page has rows, of those whose first thread comes first, can any thread be on the
  /// page. What this takes grows with the groups and not with the threads.
  private static func merged(_ groups: SQL, _ member: SQL, _ name: SQL, within: SQL, by column: SQL) -> SQL {
    let rest: SQL =
      " AND (y." + column + ", y.id) < ($2, $3)"
        + """
         AND (CAST($5 AS TEXT) IS NULL OR y.space = (SELECT id FROM spaces WHERE key = $5))
          AND (CAST($6 AS TEXT) IS NULL OR y.kind = $6)
          AND (CAST($7 AS TEXT) IS NULL OR y.territory IS NOT NULL)
        """ + " ORDER BY y." + column + " DESC, y.id DESC LIMIT "
    return "SELECT x.id FROM (" + groups + joined("h", member + name + rest + "1", column) + within + " ORDER BY h."
      + column + " DESC, h.id DESC LIMIT $4) AS near" + joined("x", member + "near.name" + rest + "$4", column)
      + " ORDER BY x." + column + " DESC, x.id DESC LIMIT $4"
  }

  /// Joins each row so far with some threads, chosen by what that row holds: SQLite has no word for it.
  private static func joined(_ name: SQL, _ condition: SQL, _ column: SQL) -> SQL {
    SQL(
      onSQLite: " CROSS JOIN threads AS " + name + " ON " + name + ".id IN (SELECT y.id FROM threads y WHERE " + condition + ")",
      onPostgres: " CROSS JOIN LATERAL (SELECT y.id, y." + column + " FROM threads y WHERE " + condition + ") AS " + name)
  }
}
