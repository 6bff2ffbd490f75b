/// How many operations a connection may still send at once; they come back with time. Eight bytes: every connection has one.
struct OperationBudget {
  private var left: Float
  /// Milliseconds of the process's clock, when it was last looked at; wraps around after 49 days, which costs a client one wait.
  private var lastTaken: UInt32

  private static let beginning = ContinuousClock.now

  init(_ limits: LiveLimits) {
    left = Float(limits.operationBurst)
    lastTaken = Self.milliseconds
  }

  /// Counts an operation; false when it is one too many.
  mutating func take(_ limits: LiveLimits) -> Bool {
    let now = Self.milliseconds
    let seconds = Float(now &- lastTaken) / 1_000
    lastTaken = now
    left = min(Float(limits.operationBurst), left + seconds * Float(limits.operationsPerSecond))
    guard left >= 1 else { return false }
    left -= 1
    return true
  }

  private static var milliseconds: UInt32 {
    UInt32(truncatingIfNeeded: Int64(beginning.duration(to: .now) / .milliseconds(1)))
  }
}
