import Foundation

/// What a property found wrong.
public struct Finding: Error {
  let what: String
  public init(_ what: String) { self.what = what }
}

/// Holds when it does; otherwise a finding.
public func holds(_ condition: @autoclosure () throws -> Bool, _ what: String) throws {
  if try !condition() { throw Finding(what) }
}

/// An input that breaks a property, with all that is needed to meet it again.
public struct FuzzFailure: Error, CustomStringConvertible {
  public let description: String
}

/// Tries a property on the corpus `Tests/Fixtures/fuzz/NAME.txt` and on mutations of it: the same ones in every run with the same seed.
///
/// | variable | meaning |
/// | --- | --- |
/// | `SFAT_FUZZ_SEED` | another seed than 1 |
/// | `SFAT_FUZZ_FACTOR` | so many times the rounds |
/// | `SFAT_FUZZ_ROUND` | this round alone |
/// | `SFAT_FUZZ_TRACE` | a folder where each input is written before it is tried, so that one that traps or hangs is known |
public struct Fuzzer {
  private let name: String
  private let corpus: [[UInt8]]
  private let tokens: [[UInt8]]
  private let limit: Int
  private let rounds: Int
  private let seed: UInt64
  private let only: Int?
  private let trace: String?

  /// `seeds` are inputs beside those in the file; no input is longer than `limit` bytes.
  public init(_ name: String, seeds: [[UInt8]] = [], tokens: [String], rounds: Int, limit: Int = 2_000) throws {
    self.name = name
    corpus = try FuzzInput.corpus(name) + seeds
    precondition(!corpus.isEmpty && !tokens.isEmpty, "a fuzzer needs inputs and tokens")
    self.tokens = tokens.map { Array($0.utf8) }
    self.limit = limit
    let environment = ProcessInfo.processInfo.environment
    seed = environment["SFAT_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
    only = environment["SFAT_FUZZ_ROUND"].flatMap(Int.init)
    trace = environment["SFAT_FUZZ_TRACE"]
    self.rounds = rounds * (environment["SFAT_FUZZ_FACTOR"].flatMap(Int.init) ?? 1)
  }

  /// Tries `property`, which throws a `Finding` when it does not hold. Throws a `FuzzFailure` at the first one.
  public func run(_ property: (_ input: [UInt8], _ random: inout SeededGenerator) throws -> Void) throws {
    print("fuzz \(name): seed \(seed), \(corpus.count) inputs, \(rounds) rounds")
    for round in only.map({ $0..<($0 + 1) }) ?? 0..<(corpus.count + rounds) {
      // Each round has a generator of its own, so that it can be met alone.
      var random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(round))
      let input =
        round < corpus.count
        ? corpus[round] : random.mutate(random.one(of: corpus), with: random.one(of: corpus), tokens: tokens, limit: limit)
      if let trace {
        try "\(round) \(FuzzInput.line(input))\n".write(toFile: "\(trace)/\(name).txt", atomically: false, encoding: .utf8)
      }
      do {
        try property(input, &random)
      } catch {
        let what = (error as? Finding)?.what ?? "\(error)"
        throw FuzzFailure(
          description: "\(name): \(what)\nSFAT_FUZZ_SEED=\(seed) SFAT_FUZZ_ROUND=\(round)\n\(FuzzInput.line(input))")
      }
    }
  }
}
