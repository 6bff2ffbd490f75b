import Foundation
import Testing

@testable import ForumCore

@Suite struct EntryCodecTests {
  private static let golden = TestDatabase.repository + "/Tests/Fixtures/log/entries.jsonl"

  private func lines() throws -> [[UInt8]] {
    try Data(contentsOf: URL(fileURLWithPath: Self.golden)).split(separator: UInt8(ascii: "\n")).map { [UInt8]($0) }
  }

  private func refusal(_ bytes: [UInt8]) -> EntryError? {
    do throws(EntryError) {
      _ = try EntryCodec.parse(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func `the kept entries are read, and written again byte for byte`() throws {
    #expect(try lines().count == 4)
    for line in try lines() {
      let entry = try EntryCodec.parse(line)
      #expect(entry.bytes == line)
      let again = try EntryCodec.format(
        position: entry.position, at: entry.at, stream: entry.stream, version: entry.version, type: entry.type, by: entry.by,
        organisation: entry.organisation, data: entry.data, contents: entry.contents, cause: entry.cause)
      #expect(again == line)
    }
  }

  @Test func `an entry says what it holds`() throws {
    let entry = try EntryCodec.parse(lines()[1])
    #expect(entry.position == 57)
    #expect(entry.at.microseconds == 1_795_468_735_670_738)
    #expect(entry.stream == Stream(.post, 57))
    #expect(entry.streamID == 57)
    #expect(entry.by == 1017)
    #expect(entry.organisation == 88)
    #expect(entry.data == ["thread": 42, "parent": 43, "lang": "ro"])
    #expect(entry.contents.map(\.name) == ["body", "speaker"])
    #expect(entry.cause == 55)
  }

  @Test(arguments: [
    (#"{"position":57,"#, #"{"position": 57,"#), (#""position":57"#, #""position":0"#), (#""position":57"#, #""position":57.0"#),
    (#""position":57"#, #""position":"57""#), (".670738Z", ".67073Z"), (".670738Z", ".670738+00:00"),
    ("2026-11-23", "2026-11-31"),
    ("21:18:55", "24:18:55"), ("post/57", "post/057"), ("post/57", "Post/57"), ("post/57", "post"),
    (#""version":1"#, #""version":0"#),
    ("published.v1", "published"), ("published.v1", "published.v0"), ("published.v1", "Published.v1"),
    (#""by":1017,"as":{"organisation":88}"#, #""as":{"organisation":88},"by":1017"#),
    (#""as":{"organisation":88}"#, #""as":{"organisation":88,"x":1}"#), (#""as":{"organisation":88}"#, #""as":{}"#),
    (#""by":1017"#, #""by":null"#), (#""lang":"ro""#, #""lang":null"#), (#""lang":"ro""#, #""lang":"r\u006f""#),
    (#""thread":42"#, #""thread":4.2e1"#), (#""thread":42"#, #""thread":9007199254740992"#), (#""thread":42"#, #""parent":42"#),
    (#""data":{"thread":42,"parent":43,"lang":"ro"},"#, ""), ("uFU\"", "uFV\""), ("uFU\"", "uFU=\""), ("uFU\"", "uF\""),
    (#","cause":55}"#, #","cause":55,"more":1}"#), (#","cause":55}"#, #","cause":55} "#),
    (#""contents":{"#, #""contents":{"body":"x","#), (#""contents":{"#, #""contents":{},"x":{"#), (#""speaker":""#, #""body":""#),
    (#""lang":"ro""#, #""lang":"ro","lang":"ro""#), (#""lang":"ro""#, #""lang":"r\n""#), (#""lang":"ro""#, #""lang":"r\u000A""#),
    (#""lang":"ro""#, #""lang":"r\/""#), (#""lang":"ro""#, "\"lang\":\"r\u{7}\""), (#""thread":42"#, #""thread":-0"#),
    (#""thread":42"#, #""thread":042"#), (#""thread":42"#, #""thread":-"#), (#""by":1017"#, #""by":1017,"by":1017"#),
    (#"{"thread":42,"#, #"{"thread":[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]],"#),
  ])
  func `what would not have been written is not read`(_ part: String, _ other: String) throws {
    let line = String(decoding: try lines()[1], as: UTF8.self)
    let changed = line.replacingOccurrences(of: part, with: other)
    #expect(changed != line)
    #expect(refusal(Array(changed.utf8)) != nil)
  }

  @Test func `a refusal says what stands where`() throws {
    let line = String(decoding: try lines()[1], as: UTF8.self)
    func refusal(of part: String, _ other: String) -> EntryError? {
      self.refusal(Array(line.replacingOccurrences(of: part, with: other).utf8))
    }
    #expect(refusal(of: #""position":57"#, #""position":0"#) == .unexpected("a number from 1 on", offset: 12))
    #expect(refusal(of: "2026-11-23", "2026-11-31") == .unexpected("a moment", offset: 21))
    #expect(refusal(of: "post/57", "post/057") == .unexpected("a stream", offset: 60))
    #expect(refusal(of: #","cause":55}"#, #","cause":55} "#) == .unexpected("the end", offset: line.utf8.count))
    #expect(self.refusal([]) == .unexpected(#"{"position":"#, offset: 0))
    #expect(self.refusal([UInt8](repeating: 0x20, count: 65_536)) == .tooLarge(65_536))
  }

  @Test func `facts are nested as deeply as they are read again, and no deeper`() throws {
    func format(_ levels: Int) throws(EntryError) -> [UInt8] {
      var facts: JSONValue = 0
      for _ in 1..<levels { facts = [facts] }
      return try EntryCodec.format(
        position: 1, at: Instant(microseconds: 0), stream: Stream(.post, 1), version: 1, type: "a.v1", by: nil,
        organisation: nil, data: ["x": facts], contents: [], cause: nil)
    }
    #expect(try EntryCodec.parse(format(15)).bytes == format(15))
    #expect(throws: EntryError.fact) { try format(16) }
  }

  @Test func `every single byte counts`() throws {
    let line = try lines()[1]
    for place in line.indices {
      for flip: UInt8 in [0x01, 0x20, 0x80] {
        var changed = line
        changed[place] ^= flip
        if let entry = try? EntryCodec.parse(changed) { #expect(entry.bytes == changed) }
      }
      #expect(refusal(Array(line[..<place])) != nil)
    }
  }

  @Test func `an entry has at most 65,535 bytes`() throws {
    func format(_ count: Int) throws -> [UInt8] {
      try EntryCodec.format(
        position: 1, at: Instant(microseconds: 0), stream: Stream(.post, 1), version: 1, type: "a.v1", by: nil,
        organisation: nil, data: ["x": .string(String(repeating: "x", count: count))], contents: [], cause: nil)
    }
    let rest = try format(0).count
    let largest = try format(65_535 - rest)
    #expect(largest.count == 65_535)
    #expect(try EntryCodec.parse(largest).bytes == largest)
    #expect(throws: EntryError.tooLarge(65_536)) { try format(65_536 - rest) }
  }

  @Test func `moments are written and read over the centuries`() {
    for (microseconds, text) in [
      (0, "1970-01-01T00:00:00.000000Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
      (4_107_542_399_999_999, "2100-02-28T23:59:59.999999Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (-11_676_096_000_000_000, "1600-01-01T00:00:00.000000Z"), (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    ] as [(Int64, String)] {
      #expect(Instant(microseconds: microseconds).description == text)
      #expect(Instant(text) == Instant(microseconds: microseconds))
    }
    #expect(Instant("2100-02-29T00:00:00.000000Z") == nil)
  }
}
