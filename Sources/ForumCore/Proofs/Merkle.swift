/// Merkle tree hashes and proofs (RFC 6962 section 2.1; verification as RFC 9162 section 2.1.3.2 and 2.1.4.2).
///
/// A leaf is SHA-256(00 ‖ entry), a node SHA-256(01 ‖ left ‖ right), a list is split at the largest power of two below its
/// length, and the empty list is SHA-256 of nothing.
public enum Merkle {
  private static let leafPrefix: [UInt8] = [0]
  private static let nodePrefix: [UInt8] = [1]

  public static func leaf(_ entry: [UInt8], with hasher: SHA256) -> [UInt8] { hasher.hash(leafPrefix, entry) }

  static func node(_ left: [UInt8], _ right: [UInt8], with hasher: SHA256) -> [UInt8] { hasher.hash(nodePrefix, left, right) }

  /// The root over some leaf hashes.
  public static func root(_ leaves: ArraySlice<[UInt8]>, with hasher: SHA256) -> [UInt8] {
    switch leaves.count {
    case 0: return hasher.hash([])
    case 1: return leaves[leaves.startIndex]
    default:
      let middle = leaves.startIndex + split(leaves.count)
      return node(root(leaves[..<middle], with: hasher), root(leaves[middle...], with: hasher), with: hasher)
    }
  }

  /// The audit path of the leaf at `index` in the tree over `leaves`.
  public static func inclusionProof(of index: Int, in leaves: ArraySlice<[UInt8]>, with hasher: SHA256) -> [[UInt8]] {
    precondition(index >= 0 && index < leaves.count)
    guard leaves.count > 1 else { return [] }
    let left = split(leaves.count)
    let middle = leaves.startIndex + left
    if index < left {
      return inclusionProof(of: index, in: leaves[..<middle], with: hasher) + [root(leaves[middle...], with: hasher)]
    }
    return inclusionProof(of: index - left, in: leaves[middle...], with: hasher) + [root(leaves[..<middle], with: hasher)]
  }

  /// The proof that the tree over the first `size` leaves is the beginning of the tree over all.
  public static func consistencyProof(from size: Int, in leaves: ArraySlice<[UInt8]>, with hasher: SHA256) -> [[UInt8]] {
    precondition(size > 0 && size <= leaves.count)
    return subproof(size, leaves, isComplete: true, with: hasher)
  }

  private static func subproof(_ size: Int, _ leaves: ArraySlice<[UInt8]>, isComplete: Bool, with hasher: SHA256) -> [[UInt8]] {
    if size == leaves.count { return isComplete ? [] : [root(leaves, with: hasher)] }
    let left = split(leaves.count)
    let middle = leaves.startIndex + left
    if size <= left {
      return subproof(size, leaves[..<middle], isComplete: isComplete, with: hasher) + [root(leaves[middle...], with: hasher)]
    }
    return subproof(size - left, leaves[middle...], isComplete: false, with: hasher) + [root(leaves[..<middle], with: hasher)]
  }

  /// Whether `proof` shows that `leafHash` is the leaf at `index` of the tree of `size` leaves with this root.
  public static func verifyInclusion(
    of leafHash: [UInt8], at index: Int64, size: Int64, root: [UInt8], proof: [[UInt8]], with hasher: SHA256
  ) -> Bool {
    guard index >= 0, index < size else { return false }
    var place = index
    var last = size - 1
    var hash = leafHash
    for step in proof {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        hash = node(step, hash, with: hasher)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        hash = node(hash, step, with: hasher)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether `proof` shows that the tree of `first` leaves is the beginning of the tree of `second` leaves.
  public static func verifyConsistency(
    from first: Int64, root firstRoot: [UInt8], to second: Int64, root secondRoot: [UInt8], proof: [[UInt8]], with hasher: SHA256
  ) -> Bool {
    guard first > 0, first <= second else { return false }
    if first == second { return proof.isEmpty && firstRoot == secondRoot }
    // A first tree that is perfect is a node of the second, and not sent.
    var path = (first & (first - 1) == 0 ? [firstRoot] : []) + proof
    guard !path.isEmpty else { return false }
    var place = first - 1
    var last = second - 1
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    let start = path.removeFirst()
    var firstHash = start
    var secondHash = start
    for step in path {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        firstHash = node(step, firstHash, with: hasher)
        secondHash = node(step, secondHash, with: hasher)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        secondHash = node(secondHash, step, with: hasher)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && firstHash == firstRoot && secondHash == secondRoot
  }

  /// The largest power of two below `count`, which is at least 2.
  private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
