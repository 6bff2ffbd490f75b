/// A file of comma-separated values whose first record names its columns.
struct CSVTable {
  let file: String
  /// Where each column stands, by name.
  private let columns: [String: Int]
  private let names: [String]
  private let rows: CSVReader

  /// Reads a file of a folder and finds the columns that must be there; others are allowed, in any order.
  static func read(_ file: String, in folder: String, columns required: [String]) throws(ImportFailure) -> CSVTable {
    try CSVTable(file, bytes: SourceFile.bytes(of: file, in: folder), columns: required)
  }

  init(_ file: String, bytes: [UInt8], columns required: [String]) throws(ImportFailure) {
    var reader = CSVReader(bytes)
    guard case .record(_, let names)? = reader.next() else { throw .badHeader(file: file) }
    columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for column in required where columns[column] == nil { throw .missingColumn(file: file, column: column) }
    self.file = file
    self.names = names
    rows = reader
  }

  /// Gives every record to `body`; what is wrong with a row, found here or thrown by `body`, goes to `faults`.
  func forEach(_ faults: inout [ImportFault], _ body: (CSVRecord) throws(ImportFault.Reason) -> Void) {
    for row in rows {
      switch row {
      case .fault(let line, let fault):
        faults.append(ImportFault(SourceRow(file: file, line: line), reason(fault)))
      case .record(let line, let fields):
        let row = SourceRow(file: file, line: line)
        guard fields.count == names.count else {
          faults.append(ImportFault(row, .fieldCount(expected: names.count, found: fields.count)))
          continue
        }
        do throws(ImportFault.Reason) {
          try body(CSVRecord(row: row, fields: fields, columns: columns))
        } catch {
          faults.append(ImportFault(row, error))
        }
      }
    }
  }

  private func reason(_ fault: CSVFault) -> ImportFault.Reason {
    switch fault {
    case .strayQuote: .strayQuote
    case .unclosedQuote: .unclosedQuote
    case .tooLong: .rowTooLong(limit: CSVReader.recordLimit)
    case .badText(let field): .badText(column: field <= names.count ? names[field - 1] : String(field))
    }
  }
}

/// One record of a ``CSVTable``, its fields by column name.
struct CSVRecord {
  let row: SourceRow
  fileprivate let fields: [String]
  fileprivate let columns: [String: Int]

  init(row: SourceRow, fields: [String], columns: [String: Int]) {
    self.row = row
    self.fields = fields
    self.columns = columns
  }

  /// A field as it stands. The column is one that the table was asked to have.
  func text(_ column: String) -> String { fields[columns[column]!] }

  /// A whole number, zero or more.
  func count(_ column: String) throws(ImportFault.Reason) -> Int {
    let value = text(column)
    guard let number = Int(value), number >= 0, number < 1 << 53 else { throw .badNumber(column: column, value: value) }
    return number
  }
}
