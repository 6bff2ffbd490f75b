/// Base64url without padding (RFC 4648 section 5), as commitments, log ids and tokens are written.
public enum Base64URL {
  private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  public static func encode(_ bytes: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { buffer in
      alphabet.withUnsafeBufferPointer { alphabet in
        var written = 0
        /// Writes the first letters of a group of three bytes.
        func write(_ group: Int, letters: Int) {
          for letter in 0..<letters { buffer[written + letter] = alphabet[group >> (18 - 6 * letter) & 63] }
          written += letters
        }
        let whole = bytes.count - bytes.count % 3
        for place in stride(from: 0, to: whole, by: 3) {
          write(Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2]), letters: 4)
        }
        switch bytes.count - whole {
        case 1: write(Int(bytes[whole]) << 16, letters: 2)
        case 2: write(Int(bytes[whole]) << 16 | Int(bytes[whole + 1]) << 8, letters: 3)
        default: break
        }
        return written
      }
    }
  }

  /// Nil for anything `encode` would not have written: padding, other letters, stray bits.
  public static func decode(_ text: String) -> [UInt8]? {
    var text = text
    return text.withUTF8 { decode($0) }
  }

  static func decode(_ letters: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var isProper = letters.count % 4 != 1
    let bytes = [UInt8](unsafeUninitializedCapacity: letters.count * 3 / 4) { buffer, count in
      values.withUnsafeBufferPointer { values in
        var bits: UInt32 = 0
        var kept = 0
        // Any value beyond 63 shows here.
        var seen: UInt8 = 0
        for letter in letters {
          let value = values[Int(letter)]
          seen |= value
          bits = bits << 6 | UInt32(value & 63)
          kept += 6
          if kept >= 8, count < buffer.count {
            kept -= 8
            buffer[count] = UInt8(truncatingIfNeeded: bits >> UInt32(kept))
            count += 1
          }
        }
        if seen > 63 || bits & (1 << UInt32(kept) - 1) != 0 { isProper = false }
      }
    }
    return isProper ? bytes : nil
  }
}
