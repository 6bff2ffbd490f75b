extension WebSocket {
  /// XORs bytes with a masking key, eight at a time (RFC 6455 §5.3); doing it twice gives the bytes back.
  ///
  /// `phase` is how many bytes of the payload came before these.
  static func mask(_ bytes: UnsafeMutableRawBufferPointer, key: UInt32, phase: Int) {
    let shift = UInt32(phase & 3) * 8
    let turned = shift == 0 ? key : key >> shift | key << (32 - shift)
    let word = UInt64(turned) | UInt64(turned) << 32
    var index = 0
    while index &+ 8 <= bytes.count {
      let value = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ word.littleEndian
      unsafe bytes.storeBytes(of: value, toByteOffset: index, as: UInt64.self)
      index &+= 8
    }
    while index < bytes.count {
      unsafe bytes[index] ^= UInt8(truncatingIfNeeded: word >> (UInt64(index & 7) * 8))
      index += 1
    }
  }
}
