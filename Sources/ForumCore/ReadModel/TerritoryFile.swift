import Foundation

/// The territories of Romania as facts from a file of the program, loaded into their table when the file is another than the
/// one loaded last. Several processes may try: the ledger's turn decides, and the later finds it done.
struct TerritoryFile: Sendable {
  let checksum: String
  let rows: [TerritoryRow]

  /// One line of the file, with what is derived for finding and ordering.
  struct TerritoryRow: Sendable {
    var code: String
    var parent: String?
    var rank: Int64
    var name: String
    var kind: String
    var county: String?
    var region: String?
  }

  /// SHA-256 in hexadecimal.
  static func checksum(of bytes: [UInt8]) -> String {
    SHA256.hash(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func path(in assets: AssetLocation) -> String { assets.web + "/data/territories.csv" }

  /// Reads `code,parent,level,name,kind`, parents before children, no quoting.
  init(bytes: [UInt8], path: String) throws(AssetFault) {
    checksum = Self.checksum(of: bytes)
    var rows: [TerritoryRow] = []
    rows.reserveCapacity(20_000)
    var places: [String: Int] = [:]
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() where index > 0 {
      let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard fields.count == 5, !fields[0].isEmpty, !fields[3].isEmpty else {
        throw AssetFault(path: path, reason: "line \(index + 1) has not its five fields")
      }
      let parent = fields[1].isEmpty ? nil : places[fields[1]].map { rows[$0] }
      guard fields[1].isEmpty || parent != nil else {
        throw AssetFault(path: path, reason: "line \(index + 1) names a parent that does not stand before it")
      }
      var row = TerritoryRow(code: fields[0], parent: parent?.code, rank: 0, name: fields[3], kind: fields[4])
      row.county = parent?.county
      row.region = parent?.region
      switch fields[2] {
      case "country": row.rank = 0
      case "region":
        row.rank = 1
        row.region = row.code
      case "county":
        row.rank = 2
        row.county = row.code
      case "locality": row.rank = row.kind == "settlement" ? 4 : 3
      default: throw AssetFault(path: path, reason: "line \(index + 1) has an unknown level")
      }
      places[row.code] = rows.count
      rows.append(row)
    }
    self.rows = rows
  }
}

/// Loads the file where it is not the one in the table.
struct LoadTerritories: LedgerCommand {
  let file: TerritoryFile

  func decide(in context: LedgerContext) throws -> Result<Decision, Rejection> {
    let loaded = try context.database.text("SELECT checksum FROM reference_data WHERE name = 'territories'")
    guard loaded != file.checksum else { return .success(Decision()) }
    return .success(Decision(record: { context in try file.load(into: context.database) }))
  }
}

extension TerritoryFile {
  /// The checksum of the file loaded last.
  static func loaded(in database: any Database) throws -> String? {
    try database.text("SELECT checksum FROM reference_data WHERE name = 'territories'")
  }

  fileprivate func load(into database: any Database) throws {
    try database.run("DELETE FROM territories")
    for row in rows {
      try database.run(
        """
        INSERT INTO territories (code, parent, rank, name, kind, fold, sort, county, region)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        [
          .text(row.code), SQLValue(row.parent), .integer(row.rank), .text(row.name), .text(row.kind),
          .text(" " + RomanianFold.fold(row.name)), .blob(RomanianFold.sortKey(row.name)), SQLValue(row.county),
          SQLValue(row.region),
        ])
    }
    try database.run(
      """
      INSERT INTO reference_data (name, checksum) VALUES ('territories', $1)
      ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum
      """, [.text(checksum)])
  }
}
