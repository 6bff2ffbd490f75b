/// The statements of lists of threads. Each goes by an index in the order of the list, from the cursor on, and ends when a page is full.
///
/// `$1` is the viewer, `$2` and `$3` the cursor, `$4` the limit, `$5` the space's key, `$6` the kind, `$7` the territory, `$8` the
/// organisation, `$9` the author.
enum ThreadLists {
  /// The one filter that an index serves; the others are looked at row by row.
  private enum Narrowing: Int, CaseIterable {
    case author, organisation, territory, kind, space, none

    var condition: SQL {
      switch self {
      case .author: " AND t.author = $9"
      case .organisation: " AND t.organisation = $8 AND t.organisation IS NOT NULL"
      case .kind: " AND t.kind = $6"
      case .space: " AND t.space = (SELECT id FROM spaces WHERE key = $5)"
      case .territory, .none: ""
      }
    }

    init(_ filter: ThreadFilter) {
      self =
        if filter.author != nil {
          .author
        } else if filter.organisation != nil {
          .organisation
        } else if let territory = filter.territory, territory != country {
          .territory
        } else if filter.kind != nil {
          .kind
        } else if filter.space != nil {
          .space
        } else {
          .none
        }
    }
  }

  /// Nearly every thread about a place is within it, so that no index is needed to find them.
  private static let country = "RO"

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

  private static let filter: SQL = """
     AND (CAST($5 AS TEXT) IS NULL OR s.key = $5)
      AND (CAST($6 AS TEXT) IS NULL OR t.kind = $6)
      AND (CAST($7 AS TEXT) IS NULL OR t.territory = $7 OR place.parent = $7 OR place.county = $7 OR place.region = $7
        OR ($7 = 'RO' AND t.territory IS NOT NULL))
      AND (CAST($8 AS BIGINT) IS NULL OR t.organisation = $8)
      AND (CAST($9 AS BIGINT) IS NULL OR t.author = $9)
    """

  private static let byActivity: [SQL] = Narrowing.allCases.map { list($0, by: "activity") }
  private static let byOpening: [SQL] = Narrowing.allCases.map { list($0, by: "opened_at") }

  /// `column` is what the list is in the order of.
  private static func list(_ narrowing: Narrowing, by column: SQL) -> SQL {
    let places: SQL = narrowing == .territory ? " AND t.id IN (" + places(by: column) + ")" : ""
    return Reader.threadRows + " WHERE (t." + column + ", t.id) < ($2, $3)" + narrowing.condition + places + filter
      + " ORDER BY t." + column + " DESC, t.id DESC LIMIT $4"
  }

  /// A region has three thousand places, each with its threads in the order of the list. Only of as many places as the page has rows, of
  /// those whose first thread comes first, can any thread be on the page. What this takes grows with the places and not with the threads.
  private static func places(by column: SQL) -> SQL {
    let rest: SQL =
      " AND (y." + column + ", y.id) < ($2, $3)"
        + """
         AND (CAST($5 AS TEXT) IS NULL OR y.space = (SELECT id FROM spaces WHERE key = $5))
          AND (CAST($6 AS TEXT) IS NULL OR y.kind = $6)
        """ + " ORDER BY y." + column + " DESC, y.id DESC LIMIT "
    let first = joined("h", "y.territory = c.code" + rest + "1", column)
    let page = joined("x", "y.territory = near.code" + rest + "$4", column)
    return "SELECT x.id FROM (SELECT c.code AS code FROM territories c" + first
      + " WHERE c.code = $7 OR c.parent = $7 OR c.county = $7 OR c.region = $7 ORDER BY h." + column
      + " DESC, h.id DESC LIMIT $4) AS near" + page + " ORDER BY x." + column + " DESC, x.id DESC LIMIT $4"
  }

  /// Joins each row so far with some threads, chosen by what that row holds: SQLite has no word for it.
  private static func joined(_ name: SQL, _ condition: SQL, _ column: SQL) -> SQL {
    SQL(
      onSQLite: " CROSS JOIN threads AS " + name + " ON " + name + ".id IN (SELECT y.id FROM threads y WHERE " + condition + ")",
      onPostgres: " CROSS JOIN LATERAL (SELECT y.id, y." + column + " FROM threads y WHERE " + condition + ") AS " + name)
  }
}
