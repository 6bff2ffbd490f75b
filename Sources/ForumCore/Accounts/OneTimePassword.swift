import COpenSSL

/// Time-based one-time passwords (RFC 6238 over RFC 4226): six digits that change each half a minute, computed by an app from a secret
/// it was shown once. SHA-1, as all apps have it; the construction does not rest on collisions.
public enum OneTimePassword {
  public static let digits = 6
  public static let stepSeconds: Int64 = 30
  /// 160 bits (RFC 4226, 4, R6).
  public static let secretBytes = 20
  /// A code of the step before and of the one after is taken too: clocks differ.
  static let drift: Int64 = 1

  public static func step(at now: Instant) -> Int64 { now.microseconds / 1_000_000 / stepSeconds }

  /// The code of a time step: six digits, zeros in front.
  public static func code(secret: [UInt8], step: Int64) -> String {
    let message = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> (8 * Int64($0))) }
    var code = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 0
    precondition(
      COpenSSL.HMAC(EVP_sha1(), secret, Int32(secret.count), message, message.count, &code, &length) != nil && length == 20,
      "OpenSSL has no SHA-1")
    // RFC 4226, 5.3: four bytes at a place that the last one names.
    let place = Int(code[19] & 15)
    let number = code[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let text = String(number % 1_000_000)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }

  /// The step that a typed code belongs to, later than `after`; nil where it is wrong or was used.
  static func match(_ typed: String, secret: [UInt8], after: Int64, now: Instant) -> Int64? {
    let digits = typed.filter { $0 != " " }
    let step = step(at: now)
    return (step - drift...step + drift).first { candidate in
      candidate > after && ForumCore.HMAC.equal(code(secret: secret, step: candidate), digits)
    }
  }

  /// What an app reads from the square code: `otpauth://totp/Sfat:Ruxandra?secret=…&issuer=Sfat`.
  public static func address(secret: [UInt8], issuer: String, account: String) -> String {
    func escaped(_ text: String) -> String {
      text.utf8.map { byte in
        let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        let digits = Array("0123456789ABCDEF")
        return isPlain ? String(UnicodeScalar(byte)) : "%" + String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      }.joined()
    }
    return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(Base32.encode(secret))&issuer=\(escaped(issuer))"
  }
}

/// Base32 (RFC 4648, 6), without padding.
public enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  public static func encode(_ bytes: [UInt8]) -> String {
    var (text, bits, count) = ("", UInt32(0), 0)
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(alphabet[Int(bits >> UInt32(count) & 31)])
      }
    }
    if count > 0 { text.append(alphabet[Int(bits << UInt32(5 - count) & 31)]) }
    return text
  }
}
