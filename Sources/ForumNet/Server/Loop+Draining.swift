import ForumWire

/// Ending gracefully.
extension Loop {
  func drain(seconds: Double) {
    guard !isDraining else { return }
    stopAccepting()
    isDraining = true
    after(seconds: seconds) { $0.isEnded = true }
    for case let connection? in connections {
      switch connection.role {
      case .http(let exchange): if exchange.isIdle { endIdle(connection) }
      case .socket(let state): if !state.isOver { close(connection, state, .goingAway, "the server is restarting") }
      case .handshake: abort(connection)
      case .lingering, .closed: break
      }
    }
    endIfDrained()
  }

  /// A connection between requests is ended once what was sent is out.
  private func endIdle(_ connection: Connection) {
    if connection.queue == nil { return abort(connection) }
    connection.endsWhenFlushed = true
  }

  func endIfDrained() {
    if freeSlots.count == connections.count { isEnded = true }
  }
}
