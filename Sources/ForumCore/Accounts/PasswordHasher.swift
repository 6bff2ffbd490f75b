/// argon2id (RFC 9106) in PHC strings, at most `concurrency` at once, on threads of its own: a hash takes some 64 MiB and
/// a tenth of a second, which neither a loop nor a worker may spend.
public final class PasswordHasher: Sendable {
  /// Memory in KiB, passes and lanes.
  public struct Cost: Sendable, Equatable {
    public var memory: UInt32
    public var passes: UInt32
    public var lanes: UInt32

    public init(memory: UInt32, passes: UInt32, lanes: UInt32) {
      self.memory = memory
      self.passes = passes
      self.lanes = lanes
    }

    /// RFC 9106, 4: the second recommended choice, with one lane since two hashes run beside each other.
    public static let standard = Cost(memory: 64 * 1024, passes: 3, lanes: 1)
  }

  public let cost: Cost

  public init(cost: Cost = .standard, concurrency: Int = 2) {
    self.cost = cost
  }

  /// The PHC string of a password: `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`.
  public func hash(_ password: String) async -> String { fatalError() }

  /// Whether the password is the one hashed. With nil (no such account) a hash is computed all the same and the answer is
  /// false, so that time does not tell whether an account exists.
  public func verify(_ password: String, against hash: String?) async -> Bool { fatalError() }
}

/// Which passwords are accepted (NIST SP 800-63B, 5.1.1.2): a length, and no composition.
public enum PasswordPolicy {
  /// Nil when it is accepted.
  public static func check(_ password: String) -> Rejection? {
    let length = password.unicodeScalars.count
    if length < Limits.passwordMinimum { return .passwordTooShort(limit: Limits.passwordMinimum) }
    if length > Limits.passwordMaximum { return .passwordTooLong(limit: Limits.passwordMaximum) }
    return nil
  }
}
