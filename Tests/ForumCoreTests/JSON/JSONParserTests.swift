import Testing

@testable import ForumCore

@Suite struct JSONParserTests {
  private func parse(_ text: String, _ limits: JSONLimits = .body) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8), limits: limits)
  }

  private func reason(_ text: String, _ limits: JSONLimits = .body) -> JSONError.Reason? { reason(Array(text.utf8), limits) }

  private func reason(_ bytes: [UInt8], _ limits: JSONLimits = .body) -> JSONError.Reason? {
    do throws(JSONError) {
      _ = try JSONParser.parse(bytes, limits: limits)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test func `every kind of value is read`() throws {
    let value = try parse(
      " {\"a\" : [1, -2, 0, 9007199254740991, 1.5, -0.25e2, true, false, null, \"\", {}, []],\n\t\"b\":{\"c\":\"ș\"}}\r\n")
    #expect(
      value == [
        "a": [1, -2, 0, 9_007_199_254_740_991, .number(1.5), .number(-25), true, false, nil, "", [:], []], "b": ["c": "ș"],
      ])
  }

  @Test func `objects keep their order`() throws {
    #expect(try parse("{\"z\":1,\"a\":2,\"m\":3}").object?.members.map(\.key) == ["z", "a", "m"])
  }

  @Test func `escapes are read, pairs of surrogates as one letter`() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\tă\u021B😀\u0000""#).string == "\"\\/\u{8}\u{C}\n\r\tăț😀\0")
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd), ("{", .unexpectedEnd), ("[1", .unexpectedEnd), ("\"a", .unexpectedEnd), ("tru", .unexpectedEnd),
      ("trux", .unexpectedByte), ("[1,]", .unexpectedByte), ("{\"a\":1,}", .unexpectedByte), ("{a:1}", .unexpectedByte),
      ("[1 2]", .unexpectedByte), ("'a'", .unexpectedByte), ("1 2", .trailingBytes), ("{}{}", .trailingBytes),
      ("\"\n\"", .unexpectedByte), ("\"\\x\"", .invalidEscape), ("\"\\u12g4\"", .invalidEscape), ("\"\\ud800\"", .invalidEscape),
      ("\"\\udc00\"", .invalidEscape), ("\"\\ud800\\u0041\"", .invalidEscape), ("01", .invalidNumber), ("-", .unexpectedEnd),
      ("-a", .invalidNumber), ("1.", .invalidNumber), ("1e", .invalidNumber), (".5", .unexpectedByte), ("+1", .unexpectedByte),
      ("-0", .invalidNumber), ("NaN", .unexpectedByte), ("9007199254740992", .numberOutOfRange),
      ("99999999999999999999", .numberOutOfRange), ("1e999", .numberOutOfRange), ("{\"a\":1,\"a\":2}", .duplicateKey),
      ("\u{FEFF}1", .unexpectedByte), ("/**/1", .unexpectedByte),
    ] as [(String, JSONError.Reason)])
  func `what is not JSON is refused with its reason`(_ text: String, _ expected: JSONError.Reason) {
    #expect(reason(text) == expected)
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    for bytes: [UInt8] in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
      #expect(reason([0x22] + bytes + [0x22]) == .invalidUTF8)
      #expect(reason([0x22, 0x5C, 0x6E] + bytes + [0x22]) == .invalidUTF8)
    }
  }

  @Test func `a key twice is found among many and among few`() {
    let many = (0..<40).map { "\"k\($0)\":0" }
    #expect(reason("{" + many.joined(separator: ",") + "}") == nil)
    #expect(reason("{" + (many + ["\"k3\":1"]).joined(separator: ",") + "}") == .duplicateKey)
    #expect(reason("{" + (many + ["\"k30\":1"]).joined(separator: ",") + "}") == .duplicateKey)
  }

  @Test func `size and depth have limits`() {
    let limits = JSONLimits(size: 20, depth: 3, allowsFractions: false)
    #expect(reason("[[[]]]", limits) == nil)
    #expect(reason("[[[[]]]]", limits) == .tooDeep)
    #expect(reason("{\"a\":{\"a\":[{}]}}", limits) == .tooDeep)
    #expect(reason("\"" + String(repeating: "a", count: 18) + "\"", limits) == nil)
    #expect(reason("\"" + String(repeating: "a", count: 19) + "\"", limits) == .tooLarge)
    #expect(reason("1.0", limits) == .fractionNotAllowed)
    #expect(reason("1e3", limits) == .fractionNotAllowed)
    #expect(reason(String(repeating: "[", count: 100_000)) == .tooDeep)
  }

  @Test func `every beginning of a document is refused without harm`() {
    let text = #"{"a":[1,-2.5e3,true,null,"xă\n",{"b":{}}],"c":"ș"}"#
    let bytes = Array(text.utf8)
    for end in 0..<bytes.count { #expect(reason(Array(bytes[..<end])) != nil) }
  }

  @Test func `what is written is read again, and written the same`() throws {
    let value: JSONValue = [
      "text": .string("„Școala” \"x\\y\" \n\t\u{1}\u{1F}\u{7F} 😀"), "numbers": [0, -1, 9_007_199_254_740_991, .number(0.1)],
      "nothing": nil, "yes": true, "nested": [[:], [[]], ["a": ["b"]]],
    ]
    #expect(try JSONParser.parse(value.bytes) == value)
    #expect(try JSONParser.parse(value.bytes).bytes == value.bytes)
  }

  @Test func `only quotes, backslashes and controls are escaped`() {
    #expect(
      String(decoding: JSONValue.string("/\"\\\n\u{0}\u{1F}\u{7F}ș<>&'").bytes, as: UTF8.self) == #""/\"\\\u000a\u0000\u001f"#
        + "\u{7F}ș<>&'\"")
    #expect(JSONValue.number(.infinity).bytes == Array("null".utf8))
    #expect(JSONValue.number(3).bytes == Array("3".utf8))
  }
}
