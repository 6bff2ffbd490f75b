/// What a generator needs of an answer's head. Looked through as bytes: a generator slower than the servers would measure itself.
struct AnswerHead {
  let status: Int
  /// Bytes of head and body together.
  let length: Int

  private static let lengthName = Array("content-length:".utf8)

  /// From the first bytes of an answer, the whole head among them.
  init(_ bytes: ArraySlice<UInt8>) throws {
    guard bytes.starts(with: "HTTP/1.1 ".utf8), bytes.count > 12 else { throw OptionError("forum-bench: no answer in HTTP") }
    status = Self.number(bytes.dropFirst(9).prefix(3))
    var body: Int?
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = bytes[start..<end]
      if line.count <= 1 {
        guard let body else { throw OptionError("forum-bench: an answer without Content-Length") }
        length = end + 1 - bytes.startIndex + body
        return
      }
      if line.count > Self.lengthName.count, zip(line, Self.lengthName).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) {
        body = Self.number(line.dropFirst(Self.lengthName.count))
      }
      start = end + 1
    }
    throw OptionError("forum-bench: a head in pieces")
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($1) ? $0 * 10 + Int($1 - UInt8(ascii: "0")) : $0 }
  }
}
