import ForumCore

/// How often somebody may do something: counted here, or for all nodes together.
extension Application {
  /// Refuses what somebody does too often.
  func limit(_ rule: RateLimiter.Rule, _ who: String, _ code: ProblemCode) throws(Problem) {
    let seconds: Int?
    if rule.isShared, limiter.isOn, let attempts = forum.attempts {
      seconds = try shared {
        try attempts.take(tokens.name(ofAttempt: rule.name, by: who), burst: rule.burst, interval: rule.interval, now: .now)
      }
    } else {
      seconds = limiter.take(rule, by: who, now: .now)
    }
    if let seconds { throw Problem(code, retryAfter: seconds) }
  }

  /// Forgets what was counted: a sign-in succeeded.
  func forgive(_ rule: RateLimiter.Rule, _ who: String) throws(Problem) {
    if rule.isShared, limiter.isOn, let attempts = forum.attempts {
      try shared { try attempts.forgive(tokens.name(ofAttempt: rule.name, by: who)) }
    } else {
      limiter.forgive(rule, who)
    }
  }

  private func shared<T>(_ body: () throws -> T) throws(Problem) -> T {
    do {
      return try body()
    } catch {
      let error = error as? DatabaseError ?? .other(code: "program", "\(type(of: error))")
      log.write(.error, "attempts-failed", error.description)
      throw Problem(error)
    }
  }
}
