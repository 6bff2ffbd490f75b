/// A small repeatable source of randomness (SplitMix64), so that whatever it led to can be found again by its seed.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension SeededGenerator {
  public mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  public mutating func one<Element>(of elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

  public mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

  /// A random cut into pieces.
  public mutating func split(_ whole: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = whole[...]
    while !rest.isEmpty {
      let piece = rest.prefix(number(1...max(1, rest.count / 2)))
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    return pieces
  }

  /// `original` with a few places changed, put in, left out, repeated, exchanged or continued with `other`. `tokens` mean something to
  /// the decoder. At most `limit` bytes.
  public mutating func mutate(
    _ original: [UInt8], with other: [UInt8], tokens: [[UInt8]], limit: Int
  ) -> [UInt8] {
    var bytes = original
    for _ in 0..<number(1...5) {
      let place = number(0...bytes.count)
      let end = number(place...min(bytes.count, place + 32))
      switch number(0...9) {
      case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(number(0...7))
      case 1 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: next())
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: number(0...bytes.count))
      case 4:
        let piece = Array(bytes[place..<end])
        let times = number(1...max(1, min(64, limit / max(1, piece.count))))
        bytes.insert(contentsOf: (0..<times).flatMap { _ in piece }, at: place)
      case 5:
        let start = number(0...other.count)
        let stop = number(start...min(other.count, start + 64))
        bytes.insert(contentsOf: Array(other[start..<stop]), at: place)
      case 6: bytes = Array(bytes[..<place]) + other[number(0...other.count)...]
      case 7: bytes.removeLast(min(bytes.count, number(0...4)))
      case 8: bytes.replaceSubrange(place..<end, with: one(of: tokens))
      default: bytes.insert(contentsOf: one(of: tokens), at: place)
      }
    }
    return Array(bytes.prefix(limit))
  }
}
