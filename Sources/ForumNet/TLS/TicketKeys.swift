import COpenSSL
import Synchronization

/// The keys that a server's session tickets are encrypted and authenticated with (RFC 5077 §4: AES-256-CBC, HMAC-SHA256): of one
/// process, for all of its loops and certificates, and over reloads of these.
///
/// A key seals tickets for `span`, and opens them for as long again; then it is forgotten, and with it whatever sessions a thief of
/// it could read. What another process has sealed is not opened: its client makes a whole handshake, and notices nothing.
final class TicketKeys: Sendable {
  /// Nanoseconds for which a key seals: six hours, three times as long as a session lives.
  static let span: Int64 = 6 * 3600 * 1_000_000_000

  struct Key: Equatable {
    /// Stands in the ticket, in the clear.
    let name: [UInt8]
    let cipher: [UInt8]
    let mac: [UInt8]
    /// On the monotonic clock.
    let madeAt: Int64

    init(madeAt: Int64) {
      name = Self.random(16)
      cipher = Self.random(32)
      mac = Self.random(32)
      self.madeAt = madeAt
    }

    private static func random(_ count: Int) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: count)
      precondition(RAND_priv_bytes(&bytes, Int32(count)) == 1, "no random bytes")
      return bytes
    }
  }

  /// The newest first; at most two.
  private let keys = Mutex<[Key]>([])

  /// The key to seal with at a moment of the monotonic clock, made if need be.
  func current(now: Int64) -> Key {
    keys.withLock { keys in
      keys.removeAll { now - $0.madeAt >= 2 * Self.span }
      if let newest = keys.first, now - newest.madeAt < Self.span { return newest }
      let key = Key(madeAt: now)
      keys.insert(key, at: 0)
      return key
    }
  }

  /// The key with that name if it may still open, and whether it is past sealing, so that its ticket is to be renewed.
  func known(_ name: [UInt8], now: Int64) -> (key: Key, isOld: Bool)? {
    keys.withLock { keys in
      guard let key = keys.first(where: { $0.name == name }), now - key.madeAt < 2 * Self.span else { return nil }
      return (key, now - key.madeAt >= Self.span)
    }
  }

  /// Prepares OpenSSL for a new ticket: gives the key's name and a vector. 1, or -1 when OpenSSL refuses.
  func seal(
    _ name: UnsafeMutablePointer<UInt8>, _ vector: UnsafeMutablePointer<UInt8>, _ cipher: OpaquePointer, _ mac: OpaquePointer
  ) -> Int32 {
    let key = current(now: SystemCall.monotonicNanoseconds())
    name.update(from: key.name, count: key.name.count)
    guard RAND_bytes(vector, EVP_CIPHER_get_iv_length(EVP_aes_256_cbc())) == 1,
      EVP_EncryptInit_ex(cipher, EVP_aes_256_cbc(), nil, key.cipher, vector) == 1, Self.authenticate(mac, key.mac)
    else { return -1 }
    return 1
  }

  /// Prepares OpenSSL to open a ticket. 0 when its key is not known, 2 when it is to be renewed, else 1; -1 when OpenSSL refuses.
  func open(
    _ name: UnsafeMutablePointer<UInt8>, _ vector: UnsafeMutablePointer<UInt8>, _ cipher: OpaquePointer, _ mac: OpaquePointer
  ) -> Int32 {
    let wanted = Array(UnsafeBufferPointer(start: name, count: 16))
    guard let (key, isOld) = known(wanted, now: SystemCall.monotonicNanoseconds()) else { return 0 }
    guard EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), nil, key.cipher, vector) == 1, Self.authenticate(mac, key.mac) else {
      return -1
    }
    return isOld ? 2 : 1
  }

  private static func authenticate(_ mac: OpaquePointer, _ key: [UInt8]) -> Bool {
    // OpenSSL takes what it only reads here as changeable.
    var (key, keyName, digestName, digest) = (
      key, Array("key".utf8CString), Array("digest".utf8CString), Array("SHA256".utf8CString)
    )
    return key.withUnsafeMutableBytes { key in
      digest.withUnsafeMutableBufferPointer { digest in
        let parameters = [
          OSSL_PARAM_construct_octet_string(&keyName, key.baseAddress, key.count),
          OSSL_PARAM_construct_utf8_string(&digestName, digest.baseAddress, 0), OSSL_PARAM_construct_end(),
        ]
        return EVP_MAC_CTX_set_params(mac, parameters) == 1
      }
    }
  }
}
