import Glibc

/// The life of a connection: made, read, written, ended.
extension Loop {
  /// Reads per readiness, so that one fast sender does not hold the loop.
  private static let readsPerTurn = 4

  /// Gives the socket a slot and has it watched; nil when the kernel has no room, and the socket stays the caller's.
  func adopt(_ socket: Int32, peer: PeerAddress, isCounted: Bool, tls: TLSSession?, role: Connection.Role) -> Connection? {
    let slot: UInt32
    if let free = freeSlots.popLast() {
      slot = free
    } else {
      slot = UInt32(connections.count)
      connections.append(nil)
      generations.append(0)
      deadlines.append(.max)
      readiness.append(.waits)
    }
    let id = ConnectionID(loop: UInt32(index), slot: slot, generation: generations[Int(slot)])
    let connection = Connection(id: id, socket: socket, peer: peer, isCounted: isCounted, tls: tls, role: role)
    guard poller.add(socket, .read, key: key(of: connection)) else {
      freeSlots.append(slot)
      return nil
    }
    connections[Int(slot)] = connection
    return connection
  }

  func connection(_ id: ConnectionID) -> Connection? {
    guard id.loop == index, Int(id.slot) < connections.count, let connection = connections[Int(id.slot)],
      connection.id.generation == id.generation
    else { return nil }
    return connection
  }

  func readable(_ connection: Connection, isBroken: Bool) {
    for _ in 0..<Self.readsPerTurn {
      if connection.isReadingPaused || connection.isPeerEnded {
        if isBroken { abort(connection) }
        return
      }
      if case .handshake = connection.role {
        guard advanceHandshake(connection) else { return }
      }
      switch receive(connection) {
      case .moved(0): return peerEnded(connection)
      case .moved(let count):
        take(UnsafeRawBufferPointer(rebasing: scratch[..<count]), from: connection)
        if connection.isClosed || (connection.tls == nil && count < scratch.count) { return }
      case .wouldBlock:
        if isBroken { abort(connection) }
        return
      case .failed: return abort(connection)
      }
    }
  }

  private func receive(_ connection: Connection) -> SystemCall.Outcome {
    guard let tls = connection.tls else { return SystemCall.receive(connection.socket, into: scratch) }
    return tls.read(into: scratch)
  }

  private func take(_ bytes: UnsafeRawBufferPointer, from connection: Connection) {
    server.counters.bytesReceived.add(bytes.count)
    switch connection.role {
    case .http(let exchange): take(bytes, from: connection, exchange)
    case .socket(let state): take(bytes, from: connection, state)
    case .lingering(let left):
      if bytes.count > left { abort(connection) } else { connection.role = .lingering(bytesLeft: left - bytes.count) }
    case .handshake, .closed: break
    }
  }

  /// The peer has ended its side; it may still want to hear ours (a half-closed client).
  private func peerEnded(_ connection: Connection) {
    connection.isPeerEnded = true
    watch(connection)
    switch connection.role {
    case .http(let exchange): peerEnded(connection, exchange)
    case .handshake, .socket, .lingering, .closed: abort(connection)
    }
  }

  func enqueue(_ bytes: SharedBytes, on connection: Connection) {
    let queue: OutQueue
    if let present = connection.queue {
      queue = present
    } else {
      queue = spareQueues.popLast() ?? OutQueue()
      connection.queue = queue
    }
    queue.append(bytes)
    readiness[Int(connection.id.slot)] = .waits
    markDirty(connection)
  }

  /// Has the connection flushed, or told what waits for that, at the end of this turn.
  func markDirty(_ connection: Connection) {
    guard !connection.isDirty else { return }
    connection.isDirty = true
    dirty.append(connection)
  }

  func flushDirty() {
    guard !dirty.isEmpty else { return }
    swap(&dirty, &beingFlushed)
    for connection in beingFlushed where connection.isDirty {
      connection.isDirty = false
      if !connection.isClosed, !connection.isBlocked { flush(connection) }
    }
    beingFlushed.removeAll(keepingCapacity: beingFlushed.count <= 4096)
  }

  /// Writes what a reading has been answered with. At the end of the turn it would go out together with everybody else's answers, and
  /// many clients would first wait for one another and then all ask at once.
  func answerAtOnce(_ connection: Connection) {
    guard connection.isDirty, case .http = connection.role else { return }
    connection.isDirty = false
    if !connection.isBlocked { flush(connection) }
  }

  /// Writes what waits until all is out or the kernel takes no more.
  func flush(_ connection: Connection) {
    while let queue = connection.queue, !queue.isEmpty {
      let outcome: SystemCall.Outcome
      if let tls = connection.tls {
        let count = queue.copy(into: UnsafeMutableRawBufferPointer(rebasing: scratch[..<TLSSession.recordBytes]))
        outcome = tls.write(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
      } else {
        outcome = SystemCall.write(connection.socket, vectors, queue.fill(vectors))
      }
      switch outcome {
      case .moved(let count):
        queue.consume(count)
        connection.hasProgressed = true
        server.counters.bytesSent.add(count)
      case .wouldBlock: return blocked(connection)
      case .failed: return abort(connection)
      }
    }
    if let queue = connection.queue {
      connection.queue = nil
      if spareQueues.count < 64 { spareQueues.append(queue) }
    }
    connection.isBlocked = false
    readiness[Int(connection.id.slot)] = connection.readiness
    watch(connection)
    flushed(connection)
  }

  func blocked(_ connection: Connection) {
    if !connection.isBlocked {
      connection.isBlocked = true
      readiness[Int(connection.id.slot)] = .waits
      connection.hasProgressed = true
      if case .http = connection.role { setDeadline(connection, seconds: server.options.writeTimeout) }
    }
    watch(connection)
  }

  func writable(_ connection: Connection) {
    if case .handshake = connection.role { return readable(connection, isBroken: false) }
    connection.isBlocked = false
    flush(connection)
  }

  private func flushed(_ connection: Connection) {
    if connection.endsWhenFlushed { return linger(connection) }
    switch connection.role {
    case .http(let exchange): flushed(connection, exchange)
    case .socket(let state): flushed(connection, state)
    case .handshake, .lingering, .closed: break
    }
  }

  /// Tells the poller what the connection waits for, if that has changed.
  func watch(_ connection: Connection) {
    var wanted: Poller.Interest = []
    if !connection.isReadingPaused, !connection.isPeerEnded { wanted.insert(.read) }
    if connection.isBlocked { wanted.insert(.write) }
    guard wanted != connection.interest, !connection.isClosed else { return }
    connection.interest = wanted
    poller.change(connection.socket, wanted, key: key(of: connection))
  }

  /// Ends our side and waits a little for the peer's, so that what we said last is read and not torn away by a reset.
  func linger(_ connection: Connection) {
    leaveRole(connection)
    guard !connection.isPeerEnded else { return abort(connection) }
    connection.tls?.notifyClose()
    shutdown(connection.socket, Int32(SHUT_WR))
    connection.endsWhenFlushed = false
    connection.role = .lingering(bytesLeft: server.options.lingerBytes)
    connection.isReadingPaused = false
    watch(connection)
    setDeadline(connection, seconds: server.options.lingerTimeout)
  }

  /// Closes at once.
  func abort(_ connection: Connection) {
    guard !connection.isClosed else { return }
    leaveRole(connection)
    connection.role = .closed
    if let queue = connection.queue {
      queue.clear()
      connection.queue = nil
    }
    let slot = Int(connection.id.slot)
    connections[slot] = nil
    deadlines[slot] = .max
    readiness[slot] = .waits
    generations[slot] &+= 1
    freeSlots.append(connection.id.slot)
    connection.tls?.end()
    SystemCall.close(connection.socket)
    if connection.isCounted { server.census.remove(connection.peer) } else { turnedAway -= 1 }
    if isDraining { endIfDrained() }
  }

  /// Takes the connection out of what its role put it into.
  private func leaveRole(_ connection: Connection) {
    switch connection.role {
    case .http(let exchange):
      exchange.asker?.leave()
      dropBody(exchange)
    case .socket(let state): over(connection, state)
    case .handshake, .lingering, .closed: break
    }
  }
}
