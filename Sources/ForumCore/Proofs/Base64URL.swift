/// Base64url without padding (RFC 4648 section 5), as commitments, log ids and tokens are written.
enum Base64URL {
  private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  static func encode(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { buffer in
      var written = 0
      var place = 0
      while place < bytes.count {
        let left = min(3, bytes.count - place)
        var group = 0
        for offset in 0..<3 { group = group << 8 | (offset < left ? Int(bytes[place + offset]) : 0) }
        for letter in 0...left {
          buffer[written] = alphabet[group >> (18 - 6 * letter) & 63]
          written += 1
        }
        place += left
      }
      return written
    }
  }

  /// Nil for anything `encode` would not have written: padding, other letters, stray bits.
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3 / 4)
    var bits = 0
    var count = 0
    for letter in text.utf8 {
      let value = values[Int(letter)]
      guard value < 64 else { return nil }
      bits = (bits << 6 | Int(value)) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    guard count < 6, bits & ((1 << count) - 1) == 0 else { return nil }
    return bytes
  }
}
