/// Bytes of a text, and of hexadecimal digits.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func hex(_ digits: String) -> [UInt8] {
  let digits = Array(digits.filter { $0 != " " })
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16)! }
}

/// Ways to cut `whole` into the pieces a connection might give: whole, at every single place, and byte by byte.
func everySplit(_ whole: [UInt8]) -> [[[UInt8]]] {
  var ways = [[whole], whole.map { [$0] }]
  for place in whole.indices.dropFirst() { ways.append([Array(whole[..<place]), Array(whole[place...])]) }
  return ways
}

/// A small repeatable source of randomness (SplitMix64), so that a failing mutation can be found again by its seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension SeededGenerator {
  /// `original` with a few bytes changed, put in, left out, repeated or cut off; `spice` are bytes that mean something to the decoder.
  mutating func mutate(_ original: [UInt8], spice: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      let place = Int.random(in: 0...bytes.count, using: &self)
      switch Int.random(in: 0..<6, using: &self) {
      case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 1: bytes.insert(spice.randomElement(using: &self)!, at: place)
      case 2 where place < bytes.count: bytes.remove(at: place)
      case 3:
        let end = Int.random(in: place...bytes.count, using: &self)
        bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
      case 4: bytes.removeLast(min(bytes.count, Int.random(in: 0...3, using: &self)))
      default: if place < bytes.count { bytes[place] = spice.randomElement(using: &self)! }
      }
    }
    return bytes
  }

  /// A random cut into pieces.
  mutating func split(_ whole: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = whole[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...max(1, rest.count / 2), using: &self))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }
}
