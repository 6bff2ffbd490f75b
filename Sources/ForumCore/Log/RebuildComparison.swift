import Dispatch
import Synchronization

/// Holds the tables of a complete copy against the live ones, on as many threads as the copy has views.
struct RebuildComparison {
  private static let maximumExamples = 5

  private let copy: RebuildCopy

  private struct Side: @unchecked Sendable {  // each thread takes the view of its own number
    let copy: RebuildCopy
  }

  private struct Work {
    var open: ArraySlice<String>
    var reports: [String: RebuildDriver.TableReport] = [:]
    var failure: (any Error)?
  }

  /// A report for each table, in the order given. Progress cannot be told: each table is a single statement.
  static func run(_ tables: [String], of copy: RebuildCopy) throws -> [RebuildDriver.TableReport] {
    let side = Side(copy: copy)
    // From the end, where the largest tables are.
    let work = Mutex(Work(open: tables[...]))
    DispatchQueue.concurrentPerform(iterations: copy.views.count) { number in
      while let table = work.withLock({ $0.failure == nil ? $0.open.popLast() : nil }) {
        let report = Result { try RebuildComparison(copy: side.copy).compare(table, in: side.copy.views[number]) }
        work.withLock { work in
          switch report {
          case .success(let report): work.reports[table] = report
          case .failure(let error): work.failure = error
          }
        }
      }
    }
    let (reports, failure) = work.withLock { ($0.reports, $0.failure) }
    if let failure { throw failure }
    return tables.map { reports[$0]! }
  }

  /// Rows are told apart by their keys, so that as many rows on both sides, of which none that was made again is missing from the live
  /// ones, are the same rows.
  private func compare(_ table: String, in view: any Database) throws -> RebuildDriver.TableReport {
    func count(_ query: String) throws -> Int {
      Int(try view.integer(SQL(naming: "SELECT count(*) FROM (\(query)) AS counted")) ?? 0)
    }
    let onlyRebuilt = try count(copy.difference(of: table, isRebuilt: true, in: view))
    let rows = try count("SELECT 1 FROM \(copy.rebuilt(table))")
    let onlyLive = try count("SELECT 1 FROM \(copy.live(table))") - (rows - onlyRebuilt)
    var examples: [String] = []
    for (sign, count, isRebuilt) in [("+", onlyRebuilt, true), ("-", onlyLive, false)] where count > 0 {
      let query = try copy.difference(of: table, isRebuilt: isRebuilt, in: view)
      examples += try view.rows(SQL(naming: query + " LIMIT \(Self.maximumExamples)")) { row in
        "\(sign) " + (0..<row.count).map { "\(row.name($0))=\(Self.short(row.value($0)))" }.joined(separator: " ")
      }
    }
    return RebuildDriver.TableReport(
      table: table, rows: rows, onlyRebuilt: onlyRebuilt, onlyLive: onlyLive, examples: examples)
  }

  private static func short(_ value: SQLValue) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let value): String(value)
    case .text(let value): value.count <= 40 ? value : "(\(value.count) letters)"
    case .blob(let value): "(\(value.count) bytes)"
    }
  }
}
