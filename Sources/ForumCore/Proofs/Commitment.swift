/// The commitment to a content: SHA-256 of `sfat content v1\n`, 32 random bytes of salt, and the content's bytes.
enum Commitment {
  static let saltSize = 32
  private static let prefix = [UInt8]("sfat content v1\n".utf8)

  static func of(_ bytes: [UInt8], salt: [UInt8], with hasher: SHA256) -> [UInt8] { hasher.hash(prefix, salt, bytes) }
}
