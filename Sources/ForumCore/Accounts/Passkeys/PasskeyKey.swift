import COpenSSL

/// The public half of a passkey: ES256 (ECDSA on P-256) or EdDSA (Ed25519).
public struct PasskeyKey: Sendable, Equatable {
  /// As COSE numbers it (RFC 9053): -7 and -8.
  public enum Algorithm: Int64, Sendable, CaseIterable {
    case edDSA = -8
    case es256 = -7
  }

  public let algorithm: Algorithm
  /// X.509 SubjectPublicKeyInfo in DER (RFC 5480, RFC 8410).
  public let info: [UInt8]

  public init(algorithm: Algorithm, info: [UInt8]) {
    self.algorithm = algorithm
    self.info = info
  }

  /// From a COSE_Key (RFC 9053, 7); nil for other algorithms and curves, and for a point that is not on its curve.
  init?(_ cose: CBORValue) {
    guard let number = cose[3]?.integer, let algorithm = Algorithm(rawValue: number), let x = cose[-2]?.bytes, x.count == 32
    else { return nil }
    switch algorithm {
    case .es256:
      guard cose[1]?.integer == 2, cose[-1]?.integer == 1, let y = cose[-3]?.bytes, y.count == 32 else { return nil }
      self.init(algorithm: .es256, info: Self.p256 + x + y)
    case .edDSA:
      guard cose[1]?.integer == 1, cose[-1]?.integer == 6 else { return nil }
      self.init(algorithm: .edDSA, info: Self.ed25519 + x)
    }
    guard let key = opened() else { return nil }
    EVP_PKEY_free(key)
  }

  /// What stands before an uncompressed point of P-256, and before a key of Ed25519.
  private static let p256: [UInt8] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03,
    0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
  ]
  private static let ed25519: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]

  private func opened() -> OpaquePointer? {
    info.withUnsafeBufferPointer { buffer in
      var start = buffer.baseAddress
      return d2i_PUBKEY(nil, &start, buffer.count)
    }
  }

  /// Whether the private half signed this. About 0.1 ms: for workers, not for loops.
  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard let key = opened() else { return false }
    defer { EVP_PKEY_free(key) }
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    // Ed25519 hashes by itself, and takes none.
    let digest = algorithm == .es256 ? EVP_sha256() : nil
    guard EVP_DigestVerifyInit(context, nil, digest, nil, key) == 1 else { return false }
    let isRight = EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    ERR_clear_error()
    return isRight
  }
}
