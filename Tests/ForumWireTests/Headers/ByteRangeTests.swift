import ForumWire
import Testing

@Suite struct ByteRangeTests {
  @Test(
    arguments: [
      (nil, .whole), ("bytes=0-0", .part(0..<1)), ("bytes=0-", .part(0..<1000)), ("bytes=500-999", .part(500..<1000)),
      ("bytes=500-99999", .part(500..<1000)), ("bytes=-1", .part(999..<1000)), ("bytes=-5000", .part(0..<1000)),
      ("Bytes=1-2", .part(1..<3)), ("bytes=1000-", .unsatisfiable), ("bytes=-0", .unsatisfiable),
      ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=5-4", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole),
      ("bytes=0-1,5-6", .whole), ("lines=0-1", .whole), ("bytes 0-1", .whole), ("bytes=0-1 ", .whole), ("", .whole),
    ] as [(String?, ByteRange)])
  func `one range of bytes is served, anything else is the whole`(_ field: String?, _ expected: ByteRange) {
    #expect(ByteRange(field, length: 1000) == expected)
  }

  @Test func `the answer says which part it is`() {
    #expect(ByteRange.part(0..<500).contentRange(length: 1000) == "bytes 0-499/1000")
    #expect(ByteRange.unsatisfiable.contentRange(length: 1000) == "bytes */1000")
    #expect(ByteRange.whole.contentRange(length: 1000) == nil)
    #expect(ByteRange("bytes=0-", length: 0) == .unsatisfiable)
  }
}
