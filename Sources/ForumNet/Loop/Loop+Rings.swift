import Glibc

/// Rings: who is in which, and sending to them in slices.
extension Loop {
  /// Puts the connection into a ring: from now on it gets every frame with a position above `position`, once each and in order, and
  /// the frames without one. If the ring cannot give all of that any more, `fellBehind` is called instead, soon.
  ///
  /// What makes "every frame" true is the publisher: it must publish to this key every event after `position`, to every loop, in
  /// order of position. Joining a ring again moves nothing that was sent already.
  public func join(_ id: ConnectionID, ring key: RingKey, after position: Int64) {
    guard let connection = connection(id), case .socket(let state) = connection.role, !state.isOver else { return }
    let ring = ringsByKey[key] ?? makeRing(key)
    ring.lastUse = now
    if state.memberships.contains(where: { $0.ring === ring }) || state.behind.contains(where: { $0.ring == key }) { return }
    guard let cursor = ring.cursor(after: position) else {
      state.behind.append(SocketState.Behind(ring: key, after: position))
      markDirty(connection)
      return
    }
    state.memberships.append(SocketState.Membership(ring: ring, index: ring.members.count))
    ring.members.append(Ring.Member(connection: connection, socket: state, cursor: cursor, upTo: position))
    if cursor < ring.endSequence { queue(ring) }
  }

  /// Has `fellBehind` called for this ring as soon as everything sent so far has gone out: so a feed from the log goes on at the
  /// reader's own pace. The connection is not in the ring meanwhile.
  public func feed(_ id: ConnectionID, ring key: RingKey, after position: Int64) {
    guard let connection = connection(id), case .socket(let state) = connection.role, !state.isOver else { return }
    if let place = state.memberships.first(where: { $0.ring.key == key }) { removeMember(of: place.ring, at: place.index) }
    state.behind.removeAll { $0.ring == key }
    state.behind.append(SocketState.Behind(ring: key, after: position))
    markDirty(connection)
  }

  /// Takes the connection out of a ring; frames not sent yet are not sent. Gives the position up to which it has everything; nil when
  /// it was not in the ring.
  @discardableResult
  public func leave(_ id: ConnectionID, ring key: RingKey) -> Int64? {
    guard let connection = connection(id), case .socket(let state) = connection.role else { return nil }
    if let place = state.behind.firstIndex(where: { $0.ring == key }) { return state.behind.remove(at: place).after }
    guard let membership = state.memberships.first(where: { $0.ring.key == key }) else { return nil }
    let reached = membership.ring.members[membership.index].upTo
    removeMember(of: membership.ring, at: membership.index)
    return reached
  }

  public func subscriberCount(_ key: RingKey) -> Int { ringsByKey[key]?.members.count ?? 0 }

  /// The rings that have subscribers here.
  public var rings: [RingKey] { ringsByKey.values.filter { !$0.members.isEmpty }.map(\.key) }

  /// Forgets every frame of a ring, after a hide or an erasure. Subscribers who have not got them yet fall behind, and are fed from
  /// the log what may still be shown.
  public func purge(_ key: RingKey) {
    guard let ring = ringsByKey[key] else { return }
    ring.trim(frames: 0, bytes: 0)
    queue(ring)
  }

  /// Forgets all rings and everybody in them: positions begin anew, because the log behind them is another one.
  public func restartRings() {
    for ring in ringsByKey.values {
      while !ring.members.isEmpty { removeMember(of: ring, at: ring.members.count - 1) }
    }
    ringsByKey = [:]
    queuedRings = []
    highestPassedOver = 0
  }

  func publish(_ frame: RingFrame) {
    guard let ring = ringsByKey[frame.ring] else {
      if let position = frame.position { highestPassedOver = max(highestPassedOver, position) }
      return
    }
    guard ring.append(frame.bytes, position: frame.position) else { return }
    ring.lastUse = now
    // Usually trimming waits for the pass to end; a flood is cut off here, and who is not so far yet falls behind.
    ring.trim(frames: server.options.ringFrames * 4, bytes: server.options.ringBytes * 4)
    queue(ring)
  }

  private func makeRing(_ key: RingKey) -> Ring {
    let ring = Ring(key: key, floor: highestPassedOver)
    ringsByKey[key] = ring
    return ring
  }

  /// Has the ring's members served, from the first on.
  private func queue(_ ring: Ring) {
    if ring.isQueued {
      if ring.nextMember > 0 { ring.needsAnotherPass = true }
    } else if !ring.members.isEmpty {
      ring.isQueued = true
      ring.nextMember = 0
      ring.needsAnotherPass = false
      queuedRings.append(ring)
    }
  }

  /// Serves rings round robin, a slice of sends per turn.
  func serveRings() {
    var budget = Self.ringSendsPerTurn
    while budget > 0, let ring = queuedRings.first {
      while budget > 0, ring.nextMember < ring.members.count {
        let member = ring.nextMember
        let before = ring.members.count
        budget -= serve(ring, member)
        // If it fell out, another member has taken its place.
        if ring.members.count == before { ring.nextMember += 1 }
      }
      guard ring.nextMember >= ring.members.count else { break }
      queuedRings.removeFirst()
      ring.nextMember = 0
      if ring.needsAnotherPass {
        ring.needsAnotherPass = false
        queuedRings.append(ring)
      } else {
        ring.isQueued = false
        if ring.entries.count > server.options.ringFrames || ring.byteCount > server.options.ringBytes {
          ring.trim(frames: server.options.ringFrames / 2, bytes: server.options.ringBytes / 2)
        }
      }
    }
  }

  /// Sends a member all that the ring has for it; gives how many sends that took. A member whose socket is full is passed over: it is
  /// served when its socket has drained.
  func serve(_ ring: Ring, _ index: Int) -> Int {
    let connection = ring.members[index].connection
    var sends = 0
    while connection.queue == nil, !connection.isBlocked {
      if ring.members[index].cursor < ring.firstSequence {
        let after = ring.members[index].upTo
        ring.members[index].socket.behind.append(SocketState.Behind(ring: ring.key, after: after))
        removeMember(of: ring, at: index)
        markDirty(connection)
        return sends + 1
      }
      var start = Int(ring.members[index].cursor - ring.firstSequence)
      while start < ring.entries.count, ring.entries[start].isPositioned, ring.entries[start].upTo <= ring.members[index].upTo {
        start += 1
      }
      ring.members[index].cursor = ring.firstSequence + UInt64(start)
      guard start < ring.entries.count else { return sends }
      sends += 1
      guard send(ring, index, from: start) else { return sends }
    }
    return sends
  }

  /// One write of frames from `start` on; false when the member is gone or can take no more.
  private func send(_ ring: Ring, _ index: Int, from start: Int) -> Bool {
    let connection = ring.members[index].connection
    let count = min(ring.entries.count - start, OutQueue.vectorsPerWrite)
    if connection.tls != nil {
      for entry in ring.entries[start..<(start + count)] { enqueue(entry.bytes, on: connection) }
      advance(ring, index, past: start + count)
      flush(connection)
      return !connection.isClosed && connection.queue == nil
    }
    let outcome = ring.vectors.withUnsafeBufferPointer { vectors in
      vectors.baseAddress.map { SystemCall.write(connection.socket, $0 + start, count) } ?? .wouldBlock
    }
    switch outcome {
    case .moved(var written):
      server.counters.bytesSent.add(written)
      connection.hasProgressed = true
      var end = start
      while end < start + count, written >= ring.entries[end].bytes.count {
        written -= ring.entries[end].bytes.count
        end += 1
      }
      server.counters.framesDelivered.add(end - start)
      guard end < start + count else {
        advance(ring, index, past: end)
        return true
      }
      // The frame that was cut belongs to the connection now; the rest stays in the ring.
      let cut = ring.entries[end].bytes
      if written > 0 { end += 1 }
      advance(ring, index, past: end)
      if written > 0 { enqueue(cut, on: connection, skipping: written) }
      blocked(connection)
      return false
    case .wouldBlock:
      blocked(connection)
      return false
    case .failed:
      abort(connection)
      return false
    }
  }

  private func advance(_ ring: Ring, _ index: Int, past end: Int) {
    ring.members[index].cursor = ring.firstSequence + UInt64(end)
    if end > 0 { ring.members[index].upTo = max(ring.members[index].upTo, ring.entries[end - 1].upTo) }
  }

  /// Serves a connection whose socket has drained from each of its rings.
  func catchUp(_ connection: Connection, _ state: SocketState) {
    var index = 0
    while index < state.memberships.count, connection.queue == nil, !connection.isBlocked {
      let membership = state.memberships[index]
      let before = state.memberships.count
      _ = serve(membership.ring, membership.index)
      if state.memberships.count == before { index += 1 }
    }
  }

  /// The last member takes the place of the removed one; if the present pass has not reached it yet, another pass must.
  func removeMember(of ring: Ring, at index: Int) {
    let removed = ring.members[index]
    removed.socket.memberships.removeAll { $0.ring === ring }
    let last = ring.members.count - 1
    if index != last {
      let moved = ring.members[last]
      ring.members[index] = moved
      if let place = moved.socket.memberships.firstIndex(where: { $0.ring === ring }) {
        moved.socket.memberships[place].index = index
      }
      if ring.isQueued, index <= ring.nextMember { ring.needsAnotherPass = true }
    }
    ring.members.removeLast()
    ring.lastUse = now
  }

  /// Rings without subscribers go after a while, and the frames of quiet rings do.
  func tidyRings() {
    let linger = Int64(server.options.ringLinger * 1e9)
    for (key, ring) in ringsByKey where !ring.isQueued && now - ring.lastUse >= linger {
      if ring.members.isEmpty {
        highestPassedOver = max(highestPassedOver, ring.newest)
        ringsByKey[key] = nil
      } else if !ring.entries.isEmpty {
        ring.trim(frames: 0, bytes: 0)
      }
    }
  }
}
