import ForumWire
import FuzzSupport
import Testing

@testable import ForumNet

/// Compressed messages through zlib, whole and damaged (RFC 7692).
struct DeflateFuzzTests {
  private static let tokens = ["\u{0}", "\u{1}", "\u{3}", "a", "the same again, ", "șșșș", "\u{0}\u{0}"]

  private func agreement(takeover: Bool) -> PermessageDeflate {
    var agreement = PermessageDeflate()
    agreement.serverNoContextTakeover = !takeover
    agreement.clientNoContextTakeover = !takeover
    return agreement
  }

  private func session(_ role: WebSocket.Role, takeover: Bool, maximum: Int) -> WebSocket.Session {
    WebSocket.Session(
      role: role, maximumMessage: maximum,
      compression: WebSocket.Compression(
        agreement: agreement(takeover: takeover), deflater: Deflater(windowBits: 15), inflater: Inflater(), smallest: 1),
      makeMask: { 0x0102_0304 })
  }

  @Test(arguments: [false, true])
  func `messages come out as they went in, with and without a context`(takeover: Bool) throws {
    try Fuzzer("deflate", tokens: Self.tokens, rounds: 400, limit: 4_000).run { input, random in
      var (client, server) = (
        session(.client, takeover: takeover, maximum: 1 << 20), session(.server, takeover: takeover, maximum: 1 << 20)
      )
      for _ in 0..<random.number(1...4) {
        let message = (0..<random.one(of: [1, 2, 50])).flatMap { _ in input }
        let events = random.split(client.encode(.binary, message)).flatMap { server.receive($0) }
        try holds(events == [.message(.binary, message)], "a message came out otherwise")
        try holds(client.receive(server.encode(.binary, message)) == [.message(.binary, message)], "an answer came out otherwise")
      }
    }
  }

  @Test func `damaged streams mean the same however they are split, and inflate to no more than the limit`() throws {
    let limit = 3_000
    try Fuzzer("deflate", tokens: Self.tokens, rounds: 1_200, limit: 4_000).run { input, random in
      // Damage it behind the compression, where zlib reads.
      let client = Deflater(windowBits: random.number(9...15))
      var compressed: [UInt8] = []
      let content = (0..<random.one(of: [1, 1, 20])).flatMap { _ in input }
      content.withUnsafeBytes { client.deflate($0, into: &compressed) }
      compressed.removeLast(4)
      if random.number(0...3) > 0 {
        compressed = random.mutate(
          compressed, with: input, tokens: [[0, 0, 0xFF, 0xFF], [3, 0], [1, 0, 0, 0xFF, 0xFF], [7]], limit: 4_000)
      }
      let frame = WebSocket.FrameEncoder.encode(.binary, compressed, isCompressed: true, mask: 0x0102_0304)
      let next = WebSocket.FrameEncoder.encode(.binary, [1], mask: 0x0102_0304)
      func events(_ pieces: [[UInt8]]) -> [WebSocket.Event] {
        var session = session(.server, takeover: false, maximum: limit)
        return pieces.flatMap { session.receive($0) }
      }
      let whole = events([frame + next])
      try holds(events(random.split(frame + next)) == whole, "in pieces it means something else")
      try holds(events((frame + next).map { [$0] }) == whole, "byte by byte it means something else")
      for case .message(_, let message) in whole { try holds(message.count <= limit, "a message passes its limit") }
      // A loop's lent streams do what one's own does, and are as new after any fault.
      let compressors = Compressors()
      for _ in 0..<2 {
        var lent = WebSocket.Session(
          role: .server, maximumMessage: limit, compression: compressors.compression(agreement(takeover: false)))
        try holds(lent.receive(frame + next) == whole, "a lent stream means something else")
      }
      try checkLimit(compressed, limit)
    }
  }

  /// Nothing beyond the limit is ever kept, also of a bomb.
  private func checkLimit(_ compressed: [UInt8], _ limit: Int) throws {
    let inflater = Inflater()
    var output: [UInt8] = []
    compressed.withUnsafeBytes { try? inflater.inflate($0, into: &output, limit: limit) }
    try holds(output.count <= limit, "\(output.count) bytes are kept")
  }
}
