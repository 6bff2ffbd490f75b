extension Reader {
  private static let select: SQL = """
    SELECT t.code, t.name, parent.name, county.name
    FROM territories t
    LEFT JOIN territories parent ON parent.code = t.parent
    LEFT JOIN territories county ON county.code = t.county AND county.code <> t.code
    """
  private static let one: SQL = select + " WHERE t.code = $1"
  private static let large: SQL = select + " WHERE t.rank <= 2 ORDER BY t.rank, t.sort"
  private static let matching: SQL =
    select + """
       WHERE t.fold LIKE '% ' || $1 || '%' AND (CAST($2 AS TEXT) IS NULL OR t.fold LIKE '% ' || $2 || '%')
        AND (CAST($3 AS TEXT) IS NULL OR t.fold LIKE '% ' || $3 || '%')
      ORDER BY CASE WHEN t.fold LIKE ' ' || $1 || '%' THEN 0 ELSE 1 END, t.rank, t.sort LIMIT $4
      """

  public func territory(_ code: String) throws -> TerritoryRecord? {
    try database.row(Self.one, [.text(code)]) { TerritoryRecord($0, at: 0) } ?? nil
  }

  /// Places whose name has words beginning so, with or without diacritics; larger places first. Three words are looked at.
  public func territories(matching text: String, limit: Int) throws -> [TerritoryRecord] {
    let words = RomanianFold.fold(text).split(separator: " ").prefix(3).map { String($0) }
    guard !words.isEmpty else { return [] }
    let values = (0..<3).map { $0 < words.count ? SQLValue.text(words[$0]) : .null }
    return try database.rows(Self.matching, values + [.integer(Int64(max(1, min(limit, Limits.page))))]) { row in
      TerritoryRecord(row, at: 0)!
    }
  }

  /// The country, the development regions and the counties, in Romanian order.
  public func regionsAndCounties() throws -> [TerritoryRecord] {
    try database.rows(Self.large, []) { TerritoryRecord($0, at: 0)! }
  }
}

extension TerritoryRecord {
  /// Four columns: code, name, the name of what it is part of, and of its county; nil where the code is NULL.
  init?(_ row: Row, at column: Int) {
    guard let code = row.textOrNil(column), let name = row.textOrNil(column + 1) else { return nil }
    let parent = row.textOrNil(column + 2)
    let county = row.textOrNil(column + 3)
    var within = parent
    if let parent, let county, county != parent { within = "\(parent), \(county)" }
    self.init(code: code, name: name, within: within)
  }
}
