import ForumWire

/// A loop's zlib streams, lent to connections: since every message stands alone (no context takeover in either direction),
/// a connection needs one only while a message is on its way, and none at rest.
final class Compressors {
  private static let spareInflaters = 16

  private var deflaters: [Int: Deflater] = [:]
  private var inflaters: [Inflater] = []

  func compression(_ agreement: PermessageDeflate) -> WebSocket.Compression {
    precondition(agreement.serverNoContextTakeover && agreement.clientNoContextTakeover, "shared streams keep no context")
    return WebSocket.Compression(
      agreement: agreement, deflater: deflater(windowBits: agreement.serverMaxWindowBits), inflater: LentInflater(from: self))
  }

  private func deflater(windowBits: Int) -> Deflater {
    if let deflater = deflaters[windowBits] { return deflater }
    let deflater = Deflater(windowBits: windowBits)
    deflaters[windowBits] = deflater
    return deflater
  }

  fileprivate func lend() -> Inflater { inflaters.popLast() ?? Inflater() }

  fileprivate func takeBack(_ inflater: Inflater) {
    guard inflaters.count < Self.spareInflaters else { return }
    inflater.reset()
    inflaters.append(inflater)
  }
}

/// One connection's inflater: borrows a stream with a message's first bytes and gives it back with its end.
private final class LentInflater: WebSocket.MessageInflater {
  private let owner: Compressors
  private var inflater: Inflater?

  init(from owner: Compressors) { self.owner = owner }

  func inflate(_ input: UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int) throws(WebSocket.InflateFailure) {
    let inflater = self.inflater ?? owner.lend()
    self.inflater = inflater
    try inflater.inflate(input, into: &output, limit: limit)
  }

  func reset() {
    if let inflater { owner.takeBack(inflater) }
    inflater = nil
  }
}
