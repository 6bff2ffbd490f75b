import COpenSSL

@testable import ForumCore

/// An authenticator in software, which answers as a phone would (WebAuthn Level 3, section 6).
final class SoftAuthenticator {
  let algorithm: PasskeyKey.Algorithm
  let id = RandomBytes.make(16)
  /// What it says of itself; tests make it say other things.
  var flags: UInt8 = 0x05
  var signCount: UInt32 = 0
  private let key: OpaquePointer

  init(_ algorithm: PasskeyKey.Algorithm) {
    self.algorithm = algorithm
    let context = EVP_PKEY_CTX_new_from_name(nil, algorithm == .es256 ? "EC" : "ED25519", nil)!
    defer { EVP_PKEY_CTX_free(context) }
    precondition(EVP_PKEY_keygen_init(context) == 1)
    if algorithm == .es256 { precondition(EVP_PKEY_CTX_set_group_name(context, "P-256") == 1) }
    var key: OpaquePointer?
    precondition(EVP_PKEY_generate(context, &key) == 1)
    self.key = key!
  }

  deinit { EVP_PKEY_free(key) }

  /// The public half as COSE has it, behind fixed labels.
  var cose: [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    let length = Int(i2d_PUBKEY(key, &start))
    let info = Array(UnsafeBufferPointer(start: start, count: length))
    CRYPTO_free(start, nil, 0)
    switch algorithm {
    case .es256:
      let point = info.suffix(64)
      return [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32] + point.prefix(32) + [0x22, 0x58, 32] + point.suffix(32)
    case .edDSA: return [0xA4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32] + info.suffix(32)
    }
  }

  func data(for party: String, withKey: Bool) -> [UInt8] {
    var data = SHA256.hash(Array(party.utf8)) + [withKey ? flags | 0x40 : flags]
    data += (0..<4).map { UInt8(truncatingIfNeeded: signCount >> (24 - 8 * UInt32($0))) }
    if withKey { data += [UInt8](repeating: 7, count: 16) + [0, UInt8(id.count)] + id + cose }
    return data
  }

  /// `{"fmt": "none", "attStmt": {}, "authData": …}`
  func attestation(for party: String) -> [UInt8] {
    let data = data(for: party, withKey: true)
    return [0xA3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67] + Array("attStmt".utf8) + [0xA0, 0x68]
      + Array("authData".utf8) + [0x59, UInt8(data.count >> 8), UInt8(data.count & 255)] + data
  }

  func sign(_ message: [UInt8]) -> [UInt8] {
    let context = EVP_MD_CTX_new()!
    defer { EVP_MD_CTX_free(context) }
    precondition(EVP_DigestSignInit(context, nil, algorithm == .es256 ? EVP_sha256() : nil, nil, key) == 1)
    var length = 128
    var signature = [UInt8](repeating: 0, count: length)
    precondition(EVP_DigestSign(context, &signature, &length, message, message.count) == 1)
    return Array(signature.prefix(length))
  }
}
