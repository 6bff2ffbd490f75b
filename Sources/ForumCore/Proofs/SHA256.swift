import COpenSSL

/// SHA-256 by OpenSSL. The digest is fetched once for the program; an instance keeps its context, so that hashing many small
/// things costs no allocation. An instance lives on one thread.
public final class SHA256 {
  private let context: OpaquePointer

  /// Fetched once: looking it up by name at each use costs more than hashing an entry.
  private static let digest = Fetched(EVP_MD_fetch(nil, "SHA256", nil)!)

  private struct Fetched: @unchecked Sendable {  // OpenSSL's digests are immutable, and their references counted atomically
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
  }

  public init() { context = EVP_MD_CTX_new()! }

  deinit { EVP_MD_CTX_free(context) }

  /// The hash of the parts one after another.
  public func hash(_ parts: [UInt8]...) -> [UInt8] {
    precondition(EVP_DigestInit_ex2(context, Self.digest.pointer, nil) == 1)
    for part in parts { precondition(EVP_DigestUpdate(context, part, part.count) == 1) }
    return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      precondition(EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1)
      count = 32
    }
  }

  /// The hash of what `next` gives until it gives nothing more: a large file in pieces.
  func hash(pieces next: () throws -> [UInt8]?) rethrows -> [UInt8] {
    precondition(EVP_DigestInit_ex2(context, Self.digest.pointer, nil) == 1)
    while let piece = try next() { precondition(EVP_DigestUpdate(context, piece, piece.count) == 1) }
    return [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      precondition(EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1)
      count = 32
    }
  }

  /// The hash of some bytes, for who hashes seldom.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] { SHA256().hash(bytes) }
}
