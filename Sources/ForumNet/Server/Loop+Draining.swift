import ForumWire

/// Ending gracefully.
extension Loop {
  /// How long a connection that was only just made may take to bring its request.
  private static let openingGrace = 1.0

  func drain(seconds: Double, successor: Bool) {
    guard !isDraining else { return }
    stopAccepting(successor: successor)
    isDraining = true
    after(seconds: seconds) { $0.isEnded = true }
    for case let connection? in connections {
      switch connection.role {
      case .http(let exchange): if exchange.isIdle { endIdle(connection, exchange) }
      case .socket(let state): if !state.isOver { close(connection, state, .goingAway, "the server is restarting") }
      case .handshake: setDeadline(connection, seconds: Self.openingGrace)
      case .lingering, .closed: break
      }
    }
    endIfDrained()
  }

  /// A connection between requests is ended once what was sent is out; a request that is already here is answered first, and so is
  /// the first one of a connection that was only just made: its client could not know, and would not try again.
  private func endIdle(_ connection: Connection, _ exchange: HTTPExchange) {
    if exchange.phase == .opening { return setDeadline(connection, seconds: Self.openingGrace) }
    if case .moved(1...) = SystemCall.peek(connection.socket, into: UnsafeMutableRawBufferPointer(rebasing: scratch[..<1])) {
      return
    }
    if connection.queue == nil { return abort(connection) }
    connection.endsWhenFlushed = true
  }

  func endIfDrained() {
    if freeSlots.count == connections.count { isEnded = true }
  }
}
