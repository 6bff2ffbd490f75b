import Foundation

/// A repeatable source of numbers (SplitMix64), so that the same seed makes the same log on every machine.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }

  /// A value of the log-normal distribution with this median; `spread` is the standard deviation of its logarithm.
  mutating func logNormal(median: Double, spread: Double) -> Double {
    let radius = (-2 * log(Double.random(in: .leastNonzeroMagnitude..<1, using: &self))).squareRoot()
    let angle = 2 * Double.pi * Double.random(in: 0..<1, using: &self)
    return median * exp(spread * radius * cos(angle))
  }
}
