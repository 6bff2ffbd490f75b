/// HMAC-SHA-256 (RFC 2104): who has the key made this.
public enum HMAC {
  /// 32 bytes. A key longer than a block of 64 bytes is hashed first.
  public static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > 64 ? SHA256.hash(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let inner = SHA256.hash(block.map { $0 ^ 0x36 } + message)
    return SHA256.hash(block.map { $0 ^ 0x5C } + inner)
  }

  /// The code in base64url.
  public static func text(of message: [UInt8], key: [UInt8]) -> String { Base64URL.encode(code(of: message, key: key)) }

  /// Whether two codes are equal, in a time that does not tell where they differ.
  public static func equal(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
  }
}
