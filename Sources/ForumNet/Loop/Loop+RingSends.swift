/// Sending to the members of rings, in slices.
///
/// **Few sends make many deliveries cheap.** A ring whose last pass carried more than one frame is busy: when the next frame comes it
/// gathers for as long as that pass took, and what has come by then goes to each member in one send. So a message in a quiet thread
/// goes out at once, and a thread that boils over costs its loop half of its time at most, however much is said in it.
extension Loop {
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
}
