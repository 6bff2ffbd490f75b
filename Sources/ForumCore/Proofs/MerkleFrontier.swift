/// The Merkle tree hash of a growing list (RFC 6962 section 2.1), kept as the roots of the perfect subtrees its size is made
/// of, the largest first. Adding a leaf costs O(log n) at worst and two hashes on average.
struct MerkleFrontier: Equatable {
  private(set) var size: Int64
  private(set) var hashes: [[UInt8]]

  init() {
    size = 0
    hashes = []
  }

  /// Reads the stored form, 32 bytes a subtree; nil where it does not fit the size.
  init?(size: Int64, stored: [UInt8]) {
    guard size >= 0, stored.count == size.nonzeroBitCount * 32 else { return nil }
    self.size = size
    hashes = stride(from: 0, to: stored.count, by: 32).map { [UInt8](stored[$0..<$0 + 32]) }
  }

  var stored: [UInt8] { [UInt8](hashes.joined()) }

  /// Adds a leaf's hash: each trailing one of the old size is a subtree of the same height, and joins.
  mutating func append(_ leafHash: [UInt8], with hasher: SHA256) {
    var hash = leafHash
    for _ in 0..<(~size).trailingZeroBitCount { hash = Merkle.node(hashes.removeLast(), hash, with: hasher) }
    hashes.append(hash)
    size += 1
  }

  func root(with hasher: SHA256) -> [UInt8] {
    guard var root = hashes.last else { return hasher.hash([]) }
    for hash in hashes.dropLast().reversed() { root = Merkle.node(hash, root, with: hasher) }
    return root
  }
}
