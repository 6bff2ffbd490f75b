/// Deadlines: one per connection, kept in an array beside the connections and looked over when the nearest has come. Most only move
/// further away, so that the nearest is often found to have moved, which costs a pass of the array.
extension Loop {
  func setDeadline(_ connection: Connection, seconds: Double?) {
    let due = seconds.map { now + Int64($0 * 1e9) } ?? .max
    deadlines[Int(connection.id.slot)] = due
    if due < nearestDeadline { nearestDeadline = due }
  }

  func passDeadlines() {
    var nearest = Int64.max
    for slot in deadlines.indices where deadlines[slot] != .max {
      if deadlines[slot] <= now, let connection = connections[slot] {
        deadlines[slot] = .max
        deadlinePassed(connection)
      }
      nearest = min(nearest, deadlines[slot])
    }
    nearestDeadline = nearest == .max ? .max : max(nearest, now + Self.deadlineGrain)
  }

  private func deadlinePassed(_ connection: Connection) {
    switch connection.role {
    case .handshake: abort(connection)
    case .http(let exchange): deadlinePassed(connection, exchange)
    case .socket(let state): deadlinePassed(connection, state)
    case .lingering: abort(connection)
    case .closed: break
    }
  }

  /// Every ten seconds: rings nobody uses go, and quiet rings forget frames that everybody has.
  func scheduleHousekeeping() {
    after(seconds: 10) { loop in
      loop.tidyRings()
      loop.scheduleHousekeeping()
    }
  }
}
