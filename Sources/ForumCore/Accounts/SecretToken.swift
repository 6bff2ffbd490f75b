/// A secret that its holder sends back: a session, a bearer token, a one-time link. 32 random bytes, written in base64url; the
/// database keeps only `hash`.
public struct SecretToken: Sendable, Equatable {
  /// 43 letters, digits, `-` and `_`.
  public let text: String

  /// A new one.
  public init() { text = Base64URL.encode(RandomBytes.make(32)) }

  /// One that was sent; nil for anything `text` would not have written.
  public init?(_ text: String) {
    guard text.utf8.count == 43, Base64URL.decode(text)?.count == 32 else { return nil }
    self.text = text
  }

  /// SHA-256 of the text: what is stored and looked up.
  public var hash: [UInt8] { SHA256.hash(Array(text.utf8)) }
}
