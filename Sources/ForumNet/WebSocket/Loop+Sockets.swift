import ForumWire

/// WebSockets and event streams: begun, heard, spoken to, ended.
extension Loop {
  private static let ping = SharedBytes(WebSocket.FrameEncoder.encode(.ping, []))
  /// A comment, which event stream readers skip; it finds out dead peers and keeps proxies from closing.
  private static let comment = SharedBytes(":\n\n")
  /// Every message stands alone, in both directions: nothing is kept between messages, and a frame is compressed once for many.
  private static let deflatePolicy: PermessageDeflate.Policy = {
    var policy = PermessageDeflate.Policy()
    policy.serverNoContextTakeover = true
    policy.clientNoContextTakeover = true
    return policy
  }()

  /// Makes a WebSocket of a connection whose request asked for it; gives the refusal otherwise.
  func upgrade(_ connection: Connection, _ exchange: HTTPExchange, _ acceptance: WebSocketAcceptance) -> Response? {
    guard let head = exchange.head else { return nil }
    if isDraining { return .text(503, "The server is about to restart. Please try again shortly.") }
    let offer: WebSocket.Handshake.Offer
    do throws(WebSocket.HandshakeError) {
      offer = try WebSocket.Handshake.check(head)
    } catch {
      var response = Response.text(error.status, error.reason)
      if error.status == 426 { for (name, value) in WebSocket.Handshake.refusalFields { response.fields.add(name, value) } }
      return response
    }
    let agreed = acceptance.deflate ? PermessageDeflate.accept(offer.extensions, policy: Self.deflatePolicy) : nil
    let answer = WebSocket.Handshake.answer(
      offer, subprotocol: acceptance.subprotocol, extensions: agreed?.field, sha1: Digest.sha1)
    enqueue(SharedBytes(ResponseEncoder.head(answer, length: .none, keepAlive: true, date: currentDate())), on: connection)
    let speech = SocketManner.Speech.webSocket(maximumMessage: acceptance.maximumMessage, deflate: agreed?.agreement)
    begin(connection, exchange, manner(acceptance.endpoint, speech), acceptance.context)
    return nil
  }

  /// Sends the head of an event stream and leaves the rest to the endpoint; false for HEAD, which is answered and done.
  func beginStream(_ connection: Connection, _ exchange: HTTPExchange, _ acceptance: EventStreamAcceptance) -> Bool {
    var fields = acceptance.fields
    fields.set("Content-Type", "text/event-stream; charset=utf-8")
    if !fields.contains("Cache-Control") { fields.add("Cache-Control", "no-store") }
    let head = ResponseEncoder.head(
      ResponseHead(status: 200, fields: fields), length: .untilClose, keepAlive: false, date: currentDate())
    enqueue(SharedBytes(head), on: connection)
    if exchange.head?.method == "HEAD" || isDraining {
      exchange.isFinished = true
      connection.endsWhenFlushed = true
      return true
    }
    begin(connection, exchange, manner(acceptance.endpoint, .eventStream), acceptance.context)
    return true
  }

  /// The one manner of all sockets that have these in common; there are few.
  private func manner(_ endpoint: any SocketEndpoint, _ speech: SocketManner.Speech) -> SocketManner {
    if let manner = manners.first(where: { $0.endpoint === endpoint && $0.speech == speech }) { return manner }
    let manner = SocketManner(endpoint: endpoint, speech: speech)
    manners.append(manner)
    return manner
  }

  private func begin(_ connection: Connection, _ exchange: HTTPExchange, _ manner: SocketManner, _ context: any Sendable) {
    let state = SocketState(manner: manner)
    let early = exchange.decoder.takePending()
    connection.role = .socket(state)
    connection.isReadingPaused = false
    watch(connection)
    setDeadline(connection, seconds: server.options.pingInterval)
    server.counters.sockets.add(1)
    manner.endpoint.opened(connection.id, context: context, on: self)
    early.withUnsafeBytes { if !$0.isEmpty { take($0, from: connection, state) } }
    if connection.isPeerEnded { abort(connection) }
  }

  func take(_ bytes: UnsafeRawBufferPointer, from connection: Connection, _ state: SocketState) {
    state.awaitsSign = false
    guard let events = state.begin(compressors).session?.receive(bytes) else { return state.rest() }
    act(on: events[...], connection, state)
    state.rest()
  }

  /// Does what the events say; what comes after too much waits to be written is held until that is out. The end is never held: no
  /// frame may follow the close frame.
  private func act(on events: ArraySlice<WebSocket.Event>, _ connection: Connection, _ state: SocketState) {
    for (index, event) in zip(events.indices, events) {
      if connection.queuedBytes >= server.options.outQueueBytes, !event.isEnd {
        state.begin(compressors).held += events[index...]
        connection.isReadingPaused = true
        return watch(connection)
      }
      switch event {
      case .message(let opcode, let bytes):
        if state.isOver { continue }
        server.counters.messages.add(1)
        let message: SocketMessage = opcode == .text ? .text(String(decoding: bytes, as: UTF8.self)) : .binary(bytes)
        state.manner.endpoint.received(message, from: connection.id, on: self)
      case .ping, .pong: break
      case .send(let bytes): enqueue(SharedBytes(bytes), on: connection)
      case .closed:
        over(connection, state)
        connection.endsWhenFlushed = true
        markDirty(connection)
      }
    }
  }

  /// Everything queued is out.
  func flushed(_ connection: Connection, _ state: SocketState) {
    if let work = state.work, !work.held.isEmpty {
      let events = work.held
      work.held = []
      act(on: events[...], connection, state)
    }
    if connection.isReadingPaused, state.work?.held.isEmpty ?? true {
      connection.isReadingPaused = false
      watch(connection)
    }
    if state.isOver { return }
    catchUp(connection, state)
    while let work = state.work, !work.behind.isEmpty, connection.queue == nil, !connection.isBlocked {
      let behind = work.behind.removeFirst()
      state.manner.endpoint.fellBehind(connection.id, ring: behind.ring, after: behind.after, on: self)
    }
    state.rest()
  }

  func deadlinePassed(_ connection: Connection, _ state: SocketState) {
    if state.isOver || state.awaitsSign || (connection.isBlocked && !connection.hasProgressed) { return abort(connection) }
    connection.hasProgressed = false
    if !connection.isBlocked {
      state.awaitsSign = state.manner.isWebSocket
      enqueue(state.manner.isWebSocket ? Self.ping : Self.comment, on: connection)
    }
    setDeadline(connection, seconds: server.options.pingInterval)
  }

  /// Nothing more comes from this connection or goes to it: it leaves its rings, and the endpoint is told at the end of the turn.
  func over(_ connection: Connection, _ state: SocketState) {
    guard !state.isOver else { return }
    state.isOver = true
    while !state.memberships.isEmpty {
      let last = state.memberships[state.memberships.count - 1]
      removeMember(of: last.ring, at: Int(last.index))
    }
    state.work?.behind = []
    server.counters.sockets.add(-1)
    endings.append((connection.id, state.manner.endpoint))
  }

  func tellEndings() {
    while !endings.isEmpty {
      let list = endings
      endings = []
      for (id, endpoint) in list { endpoint.closed(id, on: self) }
    }
  }

  /// Sends encoded bytes: for a WebSocket whole frames (`WebSocketFrames`), for an event stream whole events. A connection that takes
  /// nothing and for which too much waits already (`ServerOptions.outQueueBytes`) is closed with 1013 instead; what `fellBehind` asks
  /// for may be sent at once in one piece, since nothing waits then.
  public func send(_ frame: SharedBytes, to id: ConnectionID) {
    guard let (connection, state) = socket(id), hasRoom(connection, state) else { return }
    enqueue(frame, on: connection)
  }

  /// Sends a message over a WebSocket, compressed where that was agreed and pays. The limit is that of `send(_:to:)` for bytes.
  public func send(_ message: SocketMessage, to id: ConnectionID) {
    guard let (connection, state) = socket(id), hasRoom(connection, state) else { return }
    let work = state.begin(compressors)
    let bytes: [UInt8]? =
      switch message {
      case .text(let text): work.session?.encode(.text, Array(text.utf8))
      case .binary(let bytes): work.session?.encode(.binary, bytes)
      }
    state.rest()
    guard let bytes else { preconditionFailure("an event stream takes encoded events only") }
    enqueue(SharedBytes(bytes), on: connection)
  }

  /// Begins the closing handshake of a WebSocket, or ends an event stream once all is out. `closed` follows, not before this returns.
  public func close(_ id: ConnectionID, code: UInt16 = 1000, reason: String = "") {
    guard let (connection, state) = socket(id) else { return }
    close(connection, state, WebSocket.CloseCode(code), reason)
  }

  func close(_ connection: Connection, _ state: SocketState, _ code: WebSocket.CloseCode, _ reason: String) {
    if let bytes = state.begin(compressors).session?.close(code, reason: reason) {
      enqueue(SharedBytes(bytes), on: connection)
    } else {
      connection.endsWhenFlushed = true
      markDirty(connection)
    }
    over(connection, state)
    setDeadline(connection, seconds: server.options.closeTimeout)
  }

  /// Whether this WebSocket may be sent the compressed frames of `WebSocketFrames`.
  public func takesCompressedFrames(_ id: ConnectionID) -> Bool { socket(id)?.state.manner.takesCompressedFrames ?? false }

  /// Bytes that wait to be written to this connection.
  public func queuedBytes(_ id: ConnectionID) -> Int { connection(id)?.queuedBytes ?? 0 }

  /// Whether the connection is a socket and still takes something.
  public func isOpen(_ id: ConnectionID) -> Bool { socket(id) != nil }

  private func socket(_ id: ConnectionID) -> (connection: Connection, state: SocketState)? {
    guard let connection = connection(id), case .socket(let state) = connection.role, !state.isOver else { return nil }
    return (connection, state)
  }

  private func hasRoom(_ connection: Connection, _ state: SocketState) -> Bool {
    if !connection.isBlocked || connection.queuedBytes < server.options.outQueueBytes { return true }
    close(connection, state, .tryAgainLater, "too slow")
    return false
  }
}
