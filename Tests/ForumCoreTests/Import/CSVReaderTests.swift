import Testing

@testable import ForumCore

struct CSVReaderTests {
  private func rows(_ text: String) -> [CSVReader.Row] { Array(CSVReader(Array(text.utf8))) }

  @Test func `fields are parted by commas and records by either line break`() {
    #expect(
      rows("a,b\r\n1,\n,\n") == [
        .record(line: 1, fields: ["a", "b"]), .record(line: 2, fields: ["1", ""]), .record(line: 3, fields: ["", ""]),
      ])
  }

  @Test func `a last record needs no line break`() {
    #expect(rows("a,b\n1,\"2\"") == [.record(line: 1, fields: ["a", "b"]), .record(line: 2, fields: ["1", "2"])])
  }

  @Test func `quotes keep commas, doubled quotes and line breaks as they are`() {
    #expect(rows("\"a,b\",\"say \"\"da\"\"\",\"x\r\ny\nz\"\n") == [.record(line: 1, fields: ["a,b", "say \"da\"", "x\r\ny\nz"])])
  }

  @Test func `a record is at the line it begins on, breaks inside quotes counted`() {
    #expect(
      rows("h\n\"1\n2\n3\"\n\nlast\n") == [
        .record(line: 1, fields: ["h"]), .record(line: 2, fields: ["1\n2\n3"]), .record(line: 6, fields: ["last"]),
      ])
  }

  @Test func `a byte order mark is no part of the first field`() {
    #expect(Array(CSVReader([0xEF, 0xBB, 0xBF, 0x61])) == [.record(line: 1, fields: ["a"])])
  }

  @Test func `an empty file has no record`() {
    #expect(rows("") == [])
    #expect(rows("\r\n\n") == [])
  }

  @Test func `a quote inside an unquoted field costs its own row`() {
    #expect(
      rows("a\nx\"y\nb\n") == [.record(line: 1, fields: ["a"]), .fault(line: 2, .strayQuote), .record(line: 3, fields: ["b"])])
  }

  @Test func `text after a closing quote costs its own row`() {
    #expect(rows("\"x\"y,1\nb\n") == [.fault(line: 1, .strayQuote), .record(line: 2, fields: ["b"])])
  }

  @Test func `an unclosed quote costs its own row and not the rest of the file`() {
    #expect(
      rows("a,\"b\nc,d\ne,f\n") == [
        .fault(line: 1, .unclosedQuote), .record(line: 2, fields: ["c", "d"]), .record(line: 3, fields: ["e", "f"]),
      ])
  }

  @Test func `a record beyond the limit is a fault`() {
    let long = String(repeating: "x", count: CSVReader.recordLimit)
    #expect(rows("\(long)\n") == [.record(line: 1, fields: [long])])
    #expect(rows("\(long)x\nb\n") == [.fault(line: 1, .tooLong), .record(line: 2, fields: ["b"])])
    #expect(rows("\"\(long)\"\nb\n") == [.fault(line: 1, .tooLong), .record(line: 2, fields: ["b"])])
  }

  @Test func `bytes that are not UTF-8 are a fault that names the field`() {
    #expect(
      Array(CSVReader([0x61, 0x2C, 0xFF, 0x0A, 0x62])) == [.fault(line: 1, .badText(field: 2)), .record(line: 2, fields: ["b"])])
    #expect(rows("a,b,\u{0}\n") == [.fault(line: 1, .badText(field: 3))])
  }

  @Test func `a carriage return on its own is text`() {
    #expect(rows("a\rb,c\r\n") == [.record(line: 1, fields: ["a\rb", "c"])])
  }
}
