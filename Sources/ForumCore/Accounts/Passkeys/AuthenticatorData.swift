/// What an authenticator signs about itself (WebAuthn Level 3, section 6.1).
struct AuthenticatorData {
  let relyingPartyHash: [UInt8]
  let isUserPresent: Bool
  /// Whether the authenticator knows who holds it: by finger, face or PIN.
  let isUserVerified: Bool
  let signCount: UInt32
  /// The new passkey, where one was made.
  let credential: (id: [UInt8], key: PasskeyKey)?

  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 37 else { return nil }
    relyingPartyHash = Array(bytes[..<32])
    let flags = bytes[32]
    isUserPresent = flags & 0x01 != 0
    isUserVerified = flags & 0x04 != 0
    signCount = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
    var rest = CBORReader(bytes[37...])
    if flags & 0x40 != 0 {
      // An AAGUID of 16 bytes, which says the make and is of no use here; the length of the name, and the name.
      guard bytes.count >= 55 else { return nil }
      let length = Int(bytes[53]) << 8 | Int(bytes[54])
      guard (1...1023).contains(length), bytes.count >= 55 + length else { return nil }
      rest = CBORReader(bytes[(55 + length)...])
      guard let cose = rest.value(), let key = PasskeyKey(cose) else { return nil }
      credential = (Array(bytes[55..<55 + length]), key)
    } else {
      credential = nil
    }
    if flags & 0x80 != 0 {
      guard case .map? = rest.value() else { return nil }
    }
    guard rest.place == bytes.count else { return nil }
  }
}
