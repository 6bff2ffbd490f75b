import ForumWire

/// DEFLATE with stored blocks only (RFC 1951 §3.2.4): valid, and makes nothing smaller.
final class StoringDeflater: WebSocket.MessageDeflater {
  private(set) var resets = 0

  func deflate(_ message: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    var rest = message[...]
    while !rest.isEmpty {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let length = UInt16(block.count)
      output += [0, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
      output += block
    }
    output += [0, 0, 0, 0xFF, 0xFF]
  }

  func reset() { resets += 1 }
}

/// Reads stored blocks and blocks with the fixed codes (RFC 1951 §3.2.4, §3.2.6): enough for the examples of RFC 7692.
/// The bytes of a message are gathered and decoded when its tail comes.
final class SmallInflater: WebSocket.MessageInflater {
  private var window: [UInt8] = []
  private var gathered: [UInt8] = []
  private(set) var resets = 0

  func reset() {
    resets += 1
    window = []
  }

  func inflate(_ input: UnsafeRawBufferPointer, into output: inout [UInt8], limit: Int) throws(WebSocket.InflateFailure) {
    gathered += input
    guard gathered.suffix(4) == [0, 0, 0xFF, 0xFF] else { return }
    var reader = Bits(bytes: gathered)
    gathered = []
    let start = window.count
    while !reader.isAtEnd {
      let isLast = try reader.take(1) == 1
      switch try reader.take(2) {
      case 0: try stored(&reader)
      case 1: try fixed(&reader)
      default: throw .damaged
      }
      // A stream that ended is followed by another, at the next byte.
      if isLast { reader.align() }
      if window.count - start > limit { throw .tooLarge }
    }
    output += window[start...]
  }

  private func stored(_ reader: inout Bits) throws(WebSocket.InflateFailure) {
    reader.align()
    let length = try reader.take(16)
    guard try reader.take(16) == ~length & 0xFFFF else { throw .damaged }
    for _ in 0..<length { window.append(UInt8(try reader.take(8))) }
  }

  private func fixed(_ reader: inout Bits) throws(WebSocket.InflateFailure) {
    while true {
      let symbol = try reader.fixedSymbol()
      if symbol < 256 { window.append(UInt8(symbol)) }
      if symbol == 256 { return }
      guard symbol > 256 else { continue }
      // The examples need only matches of 3 to 10 bytes, at distances without extra bits or with one.
      guard symbol <= 264 else { throw .damaged }
      let code = Int(try reader.takeReversed(5))
      guard code < 6 else { throw .damaged }
      let distance = code < 4 ? code + 1 : 5 + (code - 4) * 2 + (try reader.take(1))
      guard distance <= window.count else { throw .damaged }
      for _ in 0..<(symbol - 254) { window.append(window[window.count - distance]) }
    }
  }

  private struct Bits {
    let bytes: [UInt8]
    var position = 0
    /// Fewer than a block's header is left: the padding of the last byte.
    var isAtEnd: Bool { position + 8 > bytes.count * 8 }

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func align() { position = (position + 7) / 8 * 8 }

    mutating func take(_ count: Int) throws(WebSocket.InflateFailure) -> Int {
      var value = 0
      for bit in 0..<count {
        guard position < bytes.count * 8 else { throw .damaged }
        value |= Int(bytes[position / 8] >> UInt8(position % 8) & 1) << bit
        position += 1
      }
      return value
    }

    mutating func takeReversed(_ count: Int) throws(WebSocket.InflateFailure) -> Int {
      var value = 0
      for _ in 0..<count { value = value << 1 | (try take(1)) }
      return value
    }

    mutating func fixedSymbol() throws(WebSocket.InflateFailure) -> Int {
      let seven = try takeReversed(7)
      if seven <= 0b0010111 { return 256 + seven }
      let eight = seven << 1 | (try take(1))
      if eight <= 0b10111111 { return eight - 0b00110000 }
      if eight <= 0b11000111 { return 280 + eight - 0b11000000 }
      return 144 + (eight << 1 | (try take(1))) - 0b110010000
    }
  }
}
