import Foundation
import Testing

/// A table of the documentation that is printed from the program: `SFAT_WRITE_DOCS=1` writes it, else it must be what it is.
enum PrintedTable {
  /// The table is the one whose first line begins with the same cell.
  static func check(_ rows: [[String]], in document: String) throws {
    let path = #filePath.components(separatedBy: "/Tests/")[0] + "/docs/" + document
    let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
    let table = rows.map { "| " + $0.joined(separator: " | ") + " |" }
    let first = try #require(lines.firstIndex { $0.hasPrefix("| \(rows[0][0]) |") })
    let end = lines[first...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex
    if ProcessInfo.processInfo.environment["SFAT_WRITE_DOCS"] != nil {
      let written = Array(lines[..<first]) + table + Array(lines[end...])
      try written.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      #expect(Array(lines[first..<end]) == table, "SFAT_WRITE_DOCS=1 prints \(document) anew")
    }
  }
}
