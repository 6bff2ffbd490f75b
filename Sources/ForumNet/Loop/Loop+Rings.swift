import Glibc

/// Rings: who is in which, and sending to them in slices.
///
/// **Few sends make many deliveries cheap.** A ring whose last pass carried more than one frame is busy: when the next frame comes it
/// gathers for as long as that pass took, and what has come by then goes to each member in one send. So a message in a quiet thread
/// goes out at once, and a thread that boils over costs its loop half of its time at most, however much is said in it.
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
    if state.memberships.contains(where: { $0.ring === ring }) || state.work?.behind.contains(where: { $0.ring == key }) ?? false
    {
      return
    }
    guard let cursor = ring.cursor(after: position) else { return fallBehind(connection, state, key, after: position) }
    state.memberships.append(SocketState.Membership(ring: ring, index: Int32(ring.members.count)))
    ring.members.append(Ring.Member(slot: connection.id.slot, socket: connection.socket, cursor: cursor, upTo: position))
    if cursor < ring.endSequence { queue(ring) }
  }

  /// Has `fellBehind` called for this ring as soon as everything sent so far has gone out: so a feed from the log goes on at the
  /// reader's own pace. The connection is not in the ring meanwhile.
  public func feed(_ id: ConnectionID, ring key: RingKey, after position: Int64) {
    guard let connection = connection(id), case .socket(let state) = connection.role, !state.isOver else { return }
    if let place = state.memberships.first(where: { $0.ring.key == key }) { removeMember(of: place.ring, at: Int(place.index)) }
    state.work?.behind.removeAll { $0.ring == key }
    fallBehind(connection, state, key, after: position)
  }

  private func fallBehind(_ connection: Connection, _ state: SocketState, _ key: RingKey, after position: Int64) {
    state.begin(compressors).behind.append(SocketState.Behind(ring: key, after: position))
    markDirty(connection)
  }

  /// Takes the connection out of a ring; frames not sent yet are not sent. Gives the position up to which it has everything; nil when
  /// it was not in the ring.
  @discardableResult
  public func leave(_ id: ConnectionID, ring key: RingKey) -> Int64? {
    guard let connection = connection(id), case .socket(let state) = connection.role else { return nil }
    if let work = state.work, let place = work.behind.firstIndex(where: { $0.ring == key }) {
      defer { state.rest() }
      return work.behind.remove(at: place).after
    }
    guard let membership = state.memberships.first(where: { $0.ring.key == key }) else { return nil }
    let reached = membership.ring.members[Int(membership.index)].upTo
    removeMember(of: membership.ring, at: Int(membership.index))
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
      if ring.gathering == 0 {
        begin(ring)
      } else {
        timers.add(due: SystemCall.monotonicNanoseconds() + ring.gathering) { $0.begin(ring) }
      }
    }
  }

  private func begin(_ ring: Ring) {
    ring.passBegan = SystemCall.monotonicNanoseconds()
    queuedRings.append(ring)
  }

  /// Serves rings round robin, a slice of sends per turn.
  func serveRings() {
    guard !queuedRings.isEmpty else { return }
    var sent = RingsSent()
    while sent.sends < Self.ringSendsPerTurn, let ring = queuedRings.first {
      while sent.sends < Self.ringSendsPerTurn, ring.nextMember < ring.members.count {
        let before = ring.members.count
        serve(ring, ring.nextMember, &sent)
        // If it fell out, another member has taken its place.
        if ring.members.count == before { ring.nextMember += 1 }
      }
      guard ring.nextMember >= ring.members.count else { break }
      queuedRings.removeFirst()
      ring.nextMember = 0
      ring.isQueued = false
      ring.endPass(at: SystemCall.monotonicNanoseconds(), longest: Self.longestGathering)
      if ring.needsAnotherPass {
        queue(ring)
      } else if ring.entries.count > server.options.ringFrames || ring.byteCount > server.options.ringBytes {
        ring.trim(frames: server.options.ringFrames / 2, bytes: server.options.ringBytes / 2)
      }
    }
    count(sent)
  }

  /// What serving came to: counted here first, since the counters are shared by all loops.
  struct RingsSent {
    var sends = 0
    var frames = 0
    var bytes = 0
  }

  private func count(_ sent: RingsSent) {
    server.counters.framesDelivered.add(sent.frames)
    server.counters.bytesSent.add(sent.bytes)
  }

  /// Sends a member all that the ring has for it. A member whose socket is full is passed over: it is served when that has drained.
  private func serve(_ ring: Ring, _ index: Int, _ sent: inout RingsSent) {
    let slot = Int(ring.members[index].slot)
    while readiness[slot] != .waits {
      guard let start = ring.firstEntry(for: ring.members[index]) else {
        let upTo = ring.members[index].upTo
        removeMember(of: ring, at: index)
        sent.sends += 1
        if let (connection, state) = socket(inSlot: slot) { fallBehind(connection, state, ring.key, after: upTo) }
        return
      }
      ring.members[index].cursor = ring.firstSequence + UInt64(start)
      guard start < ring.entries.count else { return }
      sent.sends += 1
      guard readiness[slot] == .plain ? send(ring, index, from: start, &sent) : sendSecured(ring, index, from: start) else {
        return
      }
    }
  }

  /// One send of frames from `start` on; false when the member is gone or can take no more.
  private func send(_ ring: Ring, _ index: Int, from start: Int, _ sent: inout RingsSent) -> Bool {
    let member = ring.members[index]
    let end = start + ring.count(from: start, bytes: Self.ringBytesPerSend)
    let range = ring.begin(of: start)..<ring.begin(of: end)
    let outcome = ring.withBytes(range) { SystemCall.send(member.socket, $0) }
    if case .moved(let written) = outcome {
      sent.bytes += written
      if written == range.count {
        sent.frames += end - start
        advance(ring, index, past: end)
        return true
      }
    }
    // The object is needed from here on only.
    guard let connection = connections[Int(member.slot)] else { preconditionFailure("a ring's member is no connection") }
    switch outcome {
    case .moved(let written):
      var whole = start
      while ring.begin(of: whole + 1) <= range.lowerBound + written { whole += 1 }
      sent.frames += whole - start
      let reached = range.lowerBound + written
      // What is left of the frame that was cut belongs to the connection now; the rest stays in the ring.
      let isCut = reached > ring.begin(of: whole)
      let rest = isCut ? ring.withBytes(reached..<ring.begin(of: whole + 1)) { SharedBytes($0) } : nil
      advance(ring, index, past: isCut ? whole + 1 : whole)
      if let rest { enqueue(rest, on: connection) }
      blocked(connection)
    case .wouldBlock: blocked(connection)
    case .failed: abort(connection)
    }
    return false
  }

  /// The same through TLS, a record's worth at a time.
  private func sendSecured(_ ring: Ring, _ index: Int, from start: Int) -> Bool {
    guard let connection = connections[Int(ring.members[index].slot)] else {
      preconditionFailure("a ring's member is no connection")
    }
    let end = start + ring.count(from: start, bytes: TLSSession.recordBytes)
    enqueue(ring.withBytes(ring.begin(of: start)..<ring.begin(of: end)) { SharedBytes($0) }, on: connection)
    advance(ring, index, past: end)
    server.counters.framesDelivered.add(end - start)
    flush(connection)
    return !connection.isClosed
  }

  private func advance(_ ring: Ring, _ index: Int, past end: Int) {
    ring.members[index].cursor = ring.firstSequence + UInt64(end)
    if end > 0 { ring.members[index].upTo = max(ring.members[index].upTo, ring.entries[end - 1].upTo) }
  }

  /// Serves a connection whose socket has drained from each of its rings.
  func catchUp(_ connection: Connection, _ state: SocketState) {
    var sent = RingsSent()
    var place = 0
    while place < state.memberships.count, connection.queue == nil, !connection.isBlocked {
      let membership = state.memberships[place]
      let before = state.memberships.count
      serve(membership.ring, Int(membership.index), &sent)
      if state.memberships.count == before { place += 1 }
    }
    if sent.sends > 0 { count(sent) }
  }

  /// The last member takes the place of the removed one; if the present pass has not reached it yet, another pass must.
  func removeMember(of ring: Ring, at index: Int) {
    forgetMembership(of: ring, slot: Int(ring.members[index].slot))
    let last = ring.members.count - 1
    if index != last {
      let moved = ring.members[last]
      ring.members[index] = moved
      if let (_, state) = socket(inSlot: Int(moved.slot)),
        let place = state.memberships.firstIndex(where: { $0.ring === ring })
      {
        state.memberships[place].index = Int32(index)
      }
      if ring.isQueued, index <= ring.nextMember { ring.needsAnotherPass = true }
    }
    ring.members.removeLast()
    ring.lastUse = now
  }

  private func forgetMembership(of ring: Ring, slot: Int) {
    guard let (_, state) = socket(inSlot: slot), let place = state.memberships.firstIndex(where: { $0.ring === ring }) else {
      return
    }
    state.memberships.remove(at: place)
  }

  private func socket(inSlot slot: Int) -> (connection: Connection, state: SocketState)? {
    guard let connection = connections[slot], case .socket(let state) = connection.role else { return nil }
    return (connection, state)
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
