/// Reads comma-separated values (RFC 4180) row by row, and goes on after a bad row.
///
/// ```
/// file   = [BOM] record *(break record) [break]        break = CRLF / LF
/// record = field *("," field)
/// field  = *TEXT / DQUOTE *(TEXT / "," / break / 2DQUOTE) DQUOTE
/// ```
/// A line number is that of the physical line on which a record begins, from 1, line breaks inside quotes counted.
/// After a fault the reader goes on at the line after the one on which the bad record began, so that an unclosed quote
/// costs its own row and not the rest of the file. An empty line is no record.
struct CSVReader: Sequence, IteratorProtocol {
  /// A record, or why there is none.
  enum Row: Equatable {
    case record(line: Int, fields: [String])
    case fault(line: Int, CSVFault)
  }

  /// More bytes than this in one record are a fault: an unclosed quote is noticed before the whole file is read.
  static let recordLimit = 262_144

  private let bytes: [UInt8]
  private var index: Int
  private var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func next() -> Row? {
    skipEmptyLines()
    guard index < bytes.count else { return nil }
    let begin = index
    let beginLine = line
    do throws(CSVFault) {
      return .record(line: beginLine, fields: try record())
    } catch {
      index = begin
      line = beginLine
      skipLine()
      return .fault(line: beginLine, error)
    }
  }

  private mutating func record() throws(CSVFault) -> [String] {
    let limit = index + Self.recordLimit
    var fields: [String] = []
    while true {
      let field = current == UInt8(ascii: "\"") ? try quotedField(limit) : try plainField(limit)
      guard !field.contains(0), let text = String(validating: field, as: UTF8.self) else {
        throw .badText(field: fields.count + 1)
      }
      fields.append(text)
      guard current == UInt8(ascii: ",") else { break }
      index += 1
    }
    skipBreak()
    return fields
  }

  private mutating func plainField(_ limit: Int) throws(CSVFault) -> [UInt8] {
    let begin = index
    while let byte = current, byte != UInt8(ascii: ","), !atBreak {
      if byte == UInt8(ascii: "\"") { throw .strayQuote }
      if index >= limit { throw .tooLong }
      index += 1
    }
    return Array(bytes[begin..<index])
  }

  private mutating func quotedField(_ limit: Int) throws(CSVFault) -> [UInt8] {
    var field: [UInt8] = []
    index += 1
    while let byte = current {
      if index >= limit { throw .tooLong }
      index += 1
      if byte == UInt8(ascii: "\"") {
        guard current == UInt8(ascii: "\"") else {
          if current == nil || current == UInt8(ascii: ",") || atBreak { return field }
          throw .strayQuote
        }
        index += 1
      } else if byte == UInt8(ascii: "\n") {
        line += 1
      }
      field.append(byte)
    }
    throw .unclosedQuote
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private var atBreak: Bool {
    guard let byte = current else { return false }
    if byte == UInt8(ascii: "\n") { return true }
    return byte == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
  }

  private mutating func skipBreak() {
    guard atBreak else { return }
    index += bytes[index] == UInt8(ascii: "\r") ? 2 : 1
    line += 1
  }

  private mutating func skipEmptyLines() {
    while atBreak { skipBreak() }
  }

  private mutating func skipLine() {
    while index < bytes.count, !atBreak { index += 1 }
    skipBreak()
  }
}

/// Why a row of comma-separated values could not be read.
enum CSVFault: Error, Equatable {
  /// A quotation mark inside an unquoted field, or text after a closing one.
  case strayQuote
  /// The file ends inside quotes.
  case unclosedQuote
  /// Longer than ``CSVReader/recordLimit``.
  case tooLong
  /// Not UTF-8, or a NUL byte; fields count from 1.
  case badText(field: Int)
}
