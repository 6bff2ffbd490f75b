import CArgon2
import Dispatch
import Synchronization

/// argon2id (RFC 9106) in PHC strings, at most `concurrency` at once, on threads of its own: a hash takes some 64 MiB and
/// a tenth of a second, which neither a loop nor a worker may spend. Those who wait hold no thread, and
/// no more than `maximumWaiting` may: beyond, a caller is told to come again.
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

  /// The most hashes that are computed or wait, all queues together: some six seconds of work.
  public static let maximumWaiting = 64

  public let cost: Cost
  private let queues: [DispatchQueue]
  /// How many wait at each queue, the running one included.
  private let waiting: Mutex<[Int]>
  /// Hashed for accounts that do not exist, so that they take as long as those that do.
  private let decoy: String

  public init(cost: Cost = .standard, concurrency: Int = 2) {
    self.cost = cost
    queues = (0..<max(1, concurrency)).map { DispatchQueue(label: "password-hasher-\($0)") }
    waiting = Mutex(Array(repeating: 0, count: queues.count))
    decoy = Self.encode("nobody's password", cost)
  }

  /// The PHC string of a password: `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`. Throws `.overloaded` when too many wait.
  public func hash(_ password: String) async throws(CommandFailure) -> String {
    let cost = cost
    return try await run { Self.encode(password, cost) }
  }

  /// Whether the password is the one hashed. With nil (no such account) a hash is computed all the same and the answer is
  /// false, so that time does not tell whether an account exists. Throws `.overloaded` when too many wait.
  public func verify(_ password: String, against hash: String?) async throws(CommandFailure) -> Bool {
    let encoded = hash ?? decoy
    let isRight = try await run { Self.matches(password, encoded) }
    return isRight && hash != nil
  }

  /// At the shortest queue. Each is serial, so that no more hashes run than there are queues.
  private func run<T: Sendable>(_ work: @escaping @Sendable () -> T) async throws(CommandFailure) -> T {
    let place = waiting.withLock { waiting -> Int? in
      guard waiting.reduce(0, +) < Self.maximumWaiting else { return nil }
      let shortest = waiting.indices.min { waiting[$0] < waiting[$1] }!
      waiting[shortest] += 1
      return shortest
    }
    guard let place else { throw .overloaded(retryAfter: 5) }
    let result = await withCheckedContinuation { continuation in
      queues[place].async { continuation.resume(returning: work()) }
    }
    waiting.withLock { $0[place] -= 1 }
    return result
  }

  private static func encode(_ password: String, _ cost: Cost) -> String {
    let salt = RandomBytes.make(16)
    let bytes = Array(password.precomposed.utf8)
    var encoded = [CChar](repeating: 0, count: 256)
    let result = argon2id_hash_encoded(
      cost.passes, cost.memory, cost.lanes, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
    precondition(result == ARGON2_OK.rawValue, "argon2 cannot hash: \(String(cString: argon2_error_message(result)))")
    return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func matches(_ password: String, _ encoded: String) -> Bool {
    let bytes = Array(password.precomposed.utf8)
    return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
  }
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
