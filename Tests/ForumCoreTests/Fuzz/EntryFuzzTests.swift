import FuzzSupport
import Testing

@testable import ForumCore

/// Lines of the log that were damaged: whatever is taken is exactly what would have been written.
struct EntryFuzzTests {
  private static let tokens = [
    "\"", "{", "}", ":", ",", "0", "9007199254740991", "9007199254740992", "-1", "\"by\":1,", "\"as\":{\"organisation\":1},",
    "\"cause\":1",
    "\"data\":{},", "\"contents\":{\"body\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}", "post/", "/", "Z", "2026-02-29",
    "9999-12-31",
    "0000-01-01", ".v1", ".v2", "-", "null", "1.5", "true", "\\u0041", "\\n", "ș", " ", "=",
  ]

  @Test func `an entry that is read is written as it was, and says what it holds`() throws {
    try Fuzzer("entries", tokens: Self.tokens, rounds: 8_000).run { input, random in
      let entry: Entry
      do throws(EntryError) { entry = try EntryCodec.parse(input) } catch { return }
      try holds(entry.bytes == input, "other bytes are kept")
      try holds(entry.position > 0 && entry.streamID > 0 && entry.version > 0, "numbers from 1 on")
      try holds(entry.contents.allSatisfy { $0.commitment.count == 32 }, "a commitment is a hash")
      let again = try EntryCodec.format(
        position: entry.position, at: entry.at, stream: entry.stream, version: entry.version, type: entry.type, by: entry.by,
        organisation: entry.organisation, data: entry.data, contents: entry.contents, cause: entry.cause)
      try holds(again == input, "written again it is something else")
      // A bit that flipped in storage is another entry or none; never the same one.
      var flipped = input
      flipped[random.number(0...input.count - 1)] ^= 1 << UInt8(random.number(0...7))
      if let other = try? EntryCodec.parse(flipped) { try holds(other != entry, "a flipped bit means nothing") }
    }
  }

  @Test func `any facts that may be kept come back`() throws {
    try Fuzzer("json", tokens: Self.tokens, rounds: 3_000).run { input, random in
      guard let facts = (try? JSONParser.parse(input, limits: .entry))?.object else { return }
      let position = Position(random.number(1...1 << 40))
      let at = Instant(microseconds: Int64(random.number(0...4_000_000_000_000_000)))
      let by = random.number(0...1) == 0 ? nil : Position(random.number(1...1000))
      let contents = (0..<random.number(0...2)).map { ContentCommitment(name: "text\($0)", commitment: random.bytes(32)) }
      let bytes: [UInt8]
      do throws(EntryError) {
        bytes = try EntryCodec.format(
          position: position, at: at, stream: Stream(.post, position), version: 1, type: "post.published.v1", by: by,
          organisation: nil, data: facts, contents: contents, cause: by)
      } catch {
        return
      }
      let entry = try EntryCodec.parse(bytes)
      try holds(
        entry.data == facts && entry.position == position && entry.at == at && entry.by == by && entry.contents == contents
          && entry.cause == by && entry.bytes == bytes, "what was written is read otherwise")
    }
  }
}
