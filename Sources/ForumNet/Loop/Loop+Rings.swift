/// Rings: who is in which, what is published to them, and when they go. `Loop+RingSends` serves their members.
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

  func fallBehind(_ connection: Connection, _ state: SocketState, _ key: RingKey, after position: Int64) {
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
  func queue(_ ring: Ring) {
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

  func socket(inSlot slot: Int) -> (connection: Connection, state: SocketState)? {
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
