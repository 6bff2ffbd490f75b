/// What a parser takes.
public struct JSONLimits: Sendable {
  /// The most bytes.
  public var size: Int
  /// The most arrays and objects inside one another.
  public var depth: Int
  /// Whether numbers may have a fraction or an exponent.
  public var allowsFractions: Bool

  public init(size: Int, depth: Int, allowsFractions: Bool) {
    self.size = size
    self.depth = depth
    self.allowsFractions = allowsFractions
  }

  /// The body of a request.
  public static let body = JSONLimits(size: 1 << 20, depth: 32, allowsFractions: true)
  /// What would fit into an entry of the log: a line of the erasure register.
  public static let entry = JSONLimits(size: 65_535, depth: 16, allowsFractions: false)
}
