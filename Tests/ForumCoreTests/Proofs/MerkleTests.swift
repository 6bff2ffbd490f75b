import Testing

@testable import ForumCore

/// The leaves and roots that implementations of RFC 6962 publish for one another's tests.
@Suite struct MerkleTests {
  private let hasher = SHA256()
  private static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ].map(bytes)
  private static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ].map(bytes)

  private static func bytes(_ text: String) -> [UInt8] {
    var text = Substring(text)
    var bytes: [UInt8] = []
    while !text.isEmpty {
      bytes.append(UInt8(text.prefix(2), radix: 16)!)
      text = text.dropFirst(2)
    }
    return bytes
  }

  private func leafHashes(_ count: Int) -> [[UInt8]] {
    (0..<count).map { Merkle.leaf($0 < 8 ? Self.leaves[$0] : [UInt8("\($0)".utf8.first!), UInt8($0 & 255)], with: hasher) }
  }

  @Test func `the published roots come out of the frontier and of the tree`() {
    var frontier = MerkleFrontier()
    #expect(frontier.root(with: hasher) == Self.roots[0])
    for size in 1...8 {
      frontier.append(Merkle.leaf(Self.leaves[size - 1], with: hasher), with: hasher)
      #expect(frontier.root(with: hasher) == Self.roots[size])
      #expect(Merkle.root(leafHashes(size)[...], with: hasher) == Self.roots[size])
    }
  }

  @Test func `the published consistency proof from six to eight comes out`() {
    let proof = Merkle.consistencyProof(from: 6, in: leafHashes(8)[...], with: hasher)
    #expect(
      proof.map { Base64URL.encode($0) } == [
        "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o", "yoVOoSjtBQtBs1_8G4e46yveRh6eO1WW7Oa51ZdaCuA",
        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3-izDNlSCWFLc",
      ])
  }

  @Test func `the frontier is kept and read again at every size`() throws {
    var frontier = MerkleFrontier()
    for (size, leaf) in leafHashes(130).enumerated() {
      frontier.append(leaf, with: hasher)
      let again = try #require(MerkleFrontier(size: Int64(size + 1), stored: frontier.stored))
      #expect(again == frontier)
      #expect(frontier.root(with: hasher) == Merkle.root(leafHashes(size + 1)[...], with: hasher))
    }
    #expect(MerkleFrontier(size: 7, stored: frontier.stored) == nil)
    #expect(MerkleFrontier(size: -1, stored: []) == nil)
  }

  @Test func `every inclusion proof holds, and none for another leaf, place, size or root`() {
    for size in 1...20 {
      let leaves = leafHashes(size)
      let root = Merkle.root(leaves[...], with: hasher)
      for index in 0..<size {
        let proof = Merkle.inclusionProof(of: index, in: leaves[...], with: hasher)
        func holds(_ leaf: [UInt8], _ index: Int, _ size: Int, _ root: [UInt8], _ proof: [[UInt8]]) -> Bool {
          Merkle.verifyInclusion(of: leaf, at: Int64(index), size: Int64(size), root: root, proof: proof, with: hasher)
        }
        #expect(holds(leaves[index], index, size, root, proof))
        #expect(!holds(leaves[(index + 1) % size], index, size, root, proof) || size == 1)
        #expect(!holds(leaves[index], index, size, Self.roots[0], proof))
        #expect(!holds(leaves[index], index, size, root, proof + [root]))
        if !proof.isEmpty { #expect(!holds(leaves[index], index, size, root, Array(proof.dropLast()))) }
        #expect(!holds(leaves[index], size, size, root, proof))
        #expect(!holds(leaves[index], -1, size, root, proof))
      }
    }
  }

  @Test func `every consistency proof holds, and none for another beginning or end`() {
    for second in 1...20 {
      let leaves = leafHashes(second)
      let secondRoot = Merkle.root(leaves[...], with: hasher)
      for first in 1...second {
        let firstRoot = Merkle.root(leaves[..<first], with: hasher)
        let proof = Merkle.consistencyProof(from: first, in: leaves[...], with: hasher)
        func holds(_ firstRoot: [UInt8], _ secondRoot: [UInt8], _ proof: [[UInt8]]) -> Bool {
          Merkle.verifyConsistency(
            from: Int64(first), root: firstRoot, to: Int64(second), root: secondRoot, proof: proof, with: hasher)
        }
        #expect(holds(firstRoot, secondRoot, proof))
        #expect(!holds(Self.roots[0], secondRoot, proof))
        #expect(!holds(firstRoot, Self.roots[0], proof))
        #expect(!holds(firstRoot, secondRoot, proof + [secondRoot]))
        if !proof.isEmpty { #expect(!holds(firstRoot, secondRoot, Array(proof.dropLast()))) }
      }
    }
  }

  @Test func `base64url refuses padding, other letters and stray bits`() {
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(($0 * 37 + 200) & 255) }
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
    #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    for wrong in ["-_8=", "+/8", "-_9", "A", "-_ 8", "ăăă"] { #expect(Base64URL.decode(wrong) == nil) }
  }
}
