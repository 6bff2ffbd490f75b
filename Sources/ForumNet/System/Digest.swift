import COpenSSL

/// The one hash this layer needs: SHA-1 of the WebSocket handshake (RFC 6455 §4.2.2), where it protects nothing.
enum Digest {
  static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 20)
    let result = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha1(), nil)
    precondition(result == 1, "EVP_Digest failed")
    return digest
  }
}
