import Foundation
import FuzzSupport
import Testing

@testable import ForumCore

/// JSON that was damaged, from strangers and from the log.
struct JSONFuzzTests {
  private static let tokens = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud83d\\ude00", "\\ud83d", "\\n", "null", "true", "false", "0", "-",
    "-0", "1e5",
    "1E+400", "0.1", "9007199254740991", "9007199254740992", "1.7976931348623157e308", "5e-324", " ", "\n", "\u{FEFF}", "ș",
    "e\u{301}",
    "\u{1F1F7}\u{1F1F4}", "[[[[[[[[", "{\"a\":", "\"a\":1,",
  ]

  @Test func `what is read is written and read as the same, and others read it too`() throws {
    try Fuzzer("json", tokens: Self.tokens, rounds: 8_000).run { input, _ in
      let value: JSONValue
      do throws(JSONError) {
        value = try JSONParser.parse(input)
      } catch {
        try holds((0...input.count).contains(error.offset), "a fault outside of the input")
        return
      }
      let written = value.bytes
      let again = try JSONParser.parse(written)
      // A number that is whole though it was not written so comes back as whole; from then on nothing changes.
      try holds(again.bytes == written, "written again it is something else")
      try holds(Self.hasFraction(value) || again == value, "read again it is something else")
      try holds(written.count <= 6 * input.count + 24, "it grows from \(input.count) to \(written.count) bytes")
      let other = try? JSONSerialization.jsonObject(with: Data(input), options: [.fragmentsAllowed])
      try holds(other != nil, "nobody else reads it")
    }
  }

  @Test func `no depth, size or number of keys is beyond the reader`() throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":[", "]}]")] {
      let deep = String(repeating: open, count: 100_000) + "1" + String(repeating: close, count: 100_000)
      #expect(throws: JSONError.self) { try JSONParser.parse(Array(deep.utf8)) }
      #expect(throws: JSONError.self) { try JSONParser.parse(Array(deep.utf8.prefix(100_000)), limits: .entry) }
    }
    let keys = "{" + (0..<50_000).map { "\"k\($0)\":0" }.joined(separator: ",") + "}"
    #expect(try JSONParser.parse(Array(keys.utf8)).object?.members.count == 50_000)
  }

  private static func hasFraction(_ value: JSONValue) -> Bool {
    switch value {
    case .number: true
    case .array(let values): values.contains(where: hasFraction)
    case .object(let object): object.members.contains { hasFraction($0.value) }
    default: false
    }
  }
}
