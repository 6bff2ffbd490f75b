import FuzzSupport
import Testing

@testable import ForumCore

@Suite struct CanonicalJSONTests {
  private func read(_ bytes: [UInt8]) -> JSONObject? {
    bytes.withUnsafeBufferPointer { buffer in
      var json = CanonicalJSON(buffer)
      guard let object = try? json.object(), json.isAtEnd else { return nil }
      return object
    }
  }

  @Test(arguments: [
    "{}", #"{"a":0,"b":-1,"c":9007199254740991}"#, #"{"":"\"\\\u0000\u001f","ș":"ț👋"}"#, #"{"a":[],"b":[true,false,{"a":{}}]}"#,
    #"{"a":1,"A":2,"b":3,"c":4,"d":5,"e":6,"f":7,"g":8,"h":9,"i":10,"j":11,"k":12,"l":13,"m":14,"n":15,"o":16,"p":17,"q":18}"#,
  ])
  func `what is written here is read`(_ text: String) throws {
    let object = try #require(read(Array(text.utf8)))
    #expect(JSONValue.object(object).bytes == Array(text.utf8))
    #expect(try JSONParser.parse(Array(text.utf8), limits: .entry).object == object)
  }

  @Test(arguments: [
    "", "{", "}", "[]", "{} ", " {}", #"{"a": 1}"#, #"{"a":1,}"#, #"{"a"}"#, #"{"a":}"#, #"{a:1}"#, #"{"a":null}"#, #"{"a":1.0}"#,
    #"{"a":1e2}"#, #"{"a":01}"#, #"{"a":-0}"#, #"{"a":+1}"#, #"{"a":-}"#, #"{"a":9007199254740992}"#,
    #"{"a":99999999999999999999999}"#, #"{"a":"\n"}"#, #"{"a":"\/"}"#, #"{"a":"\u0041"}"#, #"{"a":"\u001F"}"#, #"{"a":"\u0020"}"#,
    #"{"a":"\u00"}"#, #"{"a":"\"#, #"{"a":"x"#, #"{"a":tru}"#, #"{"a":1,"a":2}"#, #"{"a":[1,]}"#, #"{"a":[1}"#, "{\"a\":\"\n\"}",
    #"{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1,"m":1,"n":1,"o":1,"p":1,"q":1,"a":1}"#,
  ])
  func `what would be written otherwise is not read`(_ text: String) { #expect(read(Array(text.utf8)) == nil) }

  @Test func `bytes that are not UTF-8 are not read`() {
    for wrong in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC8]] as [[UInt8]] {
      #expect(read(Array(#"{"a":""#.utf8) + wrong + Array(#""}"#.utf8)) == nil)
      #expect(read(Array(#"{"a":"\\"#.utf8) + wrong + Array(#""}"#.utf8)) == nil)
    }
  }

  @Test func `levels have an end`() {
    func nested(_ levels: Int) -> [UInt8] {
      Array((#"{"a":"# + String(repeating: "[", count: levels - 1) + String(repeating: "]", count: levels - 1) + "}").utf8)
    }
    #expect(read(nested(CanonicalJSON.maximumDepth)) != nil)
    #expect(read(nested(CanonicalJSON.maximumDepth + 1)) == nil)
  }

  /// It takes what the general parser takes and the writer would write the same, and nothing else.
  @Test func `of damaged objects exactly the canonical ones are read`() throws {
    let tokens = [
      "\"", "{", "}", "[", "]", ":", ",", "0", "-", "9007199254740991", "true", "null", "1.5", "\\u001f", "\\n", "ș", " ",
    ]
    try Fuzzer("json", tokens: tokens, rounds: 8_000).run { input, _ in
      let parsed = try? JSONParser.parse(
        input, limits: JSONLimits(size: 65_535, depth: CanonicalJSON.maximumDepth, allowsFractions: false))
      let canonical = parsed?.object.flatMap { JSONValue.object($0).bytes == input && !holdsNull(.object($0)) ? $0 : nil }
      try holds(read(input) == canonical, "read otherwise than it would be written")
    }
  }

  private func holdsNull(_ value: JSONValue) -> Bool {
    switch value {
    case .null: true
    case .array(let values): values.contains(where: holdsNull)
    case .object(let object): object.members.contains { holdsNull($0.value) }
    default: false
    }
  }
}
