import ForumWire

/// Reading requests and writing answers, RFC 9112: one request of a connection is at work at a time, so that answers to pipelined
/// requests go out in order.
extension Loop {
  func take(_ bytes: UnsafeRawBufferPointer, from connection: Connection, _ exchange: HTTPExchange) {
    if exchange.isFinished { return }
    exchange.decoder.append(bytes)
    if exchange.phase == .body { exchange.bodyBytesInSpan += bytes.count }
    advance(connection, exchange)
    guard case .http = connection.role else { return }
    if connection.queuedBytes >= server.options.outQueueBytes
      || (exchange.running != 0 && exchange.decoder.pending > HTTPExchange.readAhead)
    {
      connection.isReadingPaused = true
      watch(connection)
    }
  }

  func peerEnded(_ connection: Connection, _ exchange: HTTPExchange) {
    exchange.asker?.end()
    if exchange.isFinished || exchange.running != 0 { return }
    advance(connection, exchange)
  }

  /// Everything queued is out.
  func flushed(_ connection: Connection, _ exchange: HTTPExchange) {
    if exchange.running != 0 || exchange.isFinished { return }
    resumeReading(connection)
    // The deadline was the write's while it was blocked.
    if exchange.phase != .opening { exchange.phase = .running }
    advance(connection, exchange)
  }

  private func resumeReading(_ connection: Connection) {
    guard connection.isReadingPaused else { return }
    connection.isReadingPaused = false
    watch(connection)
  }

  /// Understands what has come, until more must come, a handler must answer, or too much waits to be written.
  private func advance(_ connection: Connection, _ exchange: HTTPExchange) {
    while exchange.running == 0, !exchange.isFinished, connection.queuedBytes < server.options.outQueueBytes {
      do throws(ParseError) {
        switch try exchange.decoder.next(bodyLimit: exchange.bodyLimit) {
        case .needMore: return waitForMore(connection, exchange)
        case .head(let head):
          exchange.head = head
          if exchange.redirects, let redirect = server.options.redirect {
            server.counters.requests.add(1)
            refuse(connection, exchange, redirect.answer(to: head))
            continue
          }
          exchange.bodyLimit = server.service.bodyLimit(for: head)
        case .body(let bytes):
          exchange.head?.expectsContinue = false
          guard keep(bytes, exchange) else { return refuse(connection, exchange, server.overloadResponse()) }
        case .end:
          dispatch(connection, exchange)
          guard case .http = connection.role else { return }
        }
      } catch {
        refuse(connection, exchange, server.service.response(to: error, of: exchange.head))
      }
    }
  }

  private func waitForMore(_ connection: Connection, _ exchange: HTTPExchange) {
    if connection.isPeerEnded {
      if !exchange.isIdle { return refuse(connection, exchange, server.service.response(to: .truncated, of: exchange.head)) }
      exchange.isFinished = true
      connection.endsWhenFlushed = true
      return markDirty(connection)
    }
    if exchange.head?.expectsContinue == true {
      exchange.head?.expectsContinue = false
      enqueue(Self.continueBytes, on: connection)
    }
    let phase: HTTPExchange.Phase =
      exchange.head != nil ? .body : !exchange.decoder.isIdle ? .head : exchange.phase == .opening ? .opening : .idle
    guard phase != exchange.phase else { return }
    // The first head has what is left of the time since the connection was accepted.
    let isFirstHead = phase == .head && exchange.phase == .opening
    exchange.phase = phase
    if connection.isBlocked { return }
    switch phase {
    case .head: if !isFirstHead { setDeadline(connection, seconds: server.options.headTimeout) }
    case .body:
      exchange.bodyBytesInSpan = 0
      setDeadline(connection, seconds: server.options.bodyTimeout)
    case .idle: setDeadline(connection, seconds: server.options.idleTimeout)
    case .opening, .running: break
    }
  }

  func deadlinePassed(_ connection: Connection, _ exchange: HTTPExchange) {
    if connection.isBlocked {
      guard connection.hasProgressed else { return abort(connection) }
      connection.hasProgressed = false
      return setDeadline(connection, seconds: server.options.writeTimeout)
    }
    switch exchange.phase {
    case .running: break
    case .opening, .idle: abort(connection)
    case .body where exchange.bodyBytesInSpan >= server.options.minimumBodyBytes:
      exchange.bodyBytesInSpan = 0
      setDeadline(connection, seconds: server.options.bodyTimeout)
    case .head, .body: refuse(connection, exchange, .text(408, "The request did not arrive in time. Please send it again."))
    }
  }

  /// A whole request is there: the loop answers it alone, or a handler does.
  private func dispatch(_ connection: Connection, _ exchange: HTTPExchange) {
    guard let head = exchange.head else { return }
    lastRequest += 1
    exchange.number = lastRequest
    let request = Request(
      head: head, body: exchange.body, peer: connection.peer, isSecure: connection.tls != nil, id: lastRequest)
    let counted = exchange.countedBytes
    exchange.body = []
    exchange.countedBytes = 0
    server.counters.requests.add(1)
    if let answer = server.service.immediate(request) {
      server.letGo(counted)
      give(answer, connection, exchange)
      return
    }
    guard server.begin() else {
      server.letGo(counted)
      return answer(connection, exchange, server.overloadResponse())
    }
    exchange.running = request.id
    exchange.phase = .running
    setDeadline(connection, seconds: nil)
    let id = connection.id
    let came = SystemCall.monotonicNanoseconds()
    let asker = Asker()
    exchange.asker = asker
    // A client that had ended its side before this request was taken up is not told of again.
    if connection.isPeerEnded { asker.end() }
    Task(executorPreference: server.workers) { [server, handle] in
      let waited = SystemCall.monotonicNanoseconds() - came
      server.took(afterNanoseconds: waited)
      let answer: Answer
      if asker.isGone || (asker.hasEnded && server.isTooLong(waited)) {
        // Nobody may be there any more: whoever is can ask again, and what waits behind has its turn.
        server.counters.abandoned.add(1)
        answer = .response(server.overloadResponse())
      } else {
        answer = await server.service.respond(to: request)
      }
      server.letGo(counted)
      handle.post(.answer(answer, to: id, request: request.id))
    }
  }

  /// Tells a connection beyond a limit so, whatever it asks.
  func turnAway(_ connection: Connection, _ exchange: HTTPExchange) {
    turnedAway += 1
    refuse(connection, exchange, server.overloadResponse())
  }

  /// A handler's answer has come. The connection may have gone in the meantime; then nobody wants it.
  func deliver(_ answer: Answer, to id: ConnectionID, request: UInt64) {
    server.finish()
    guard let connection = connection(id), case .http(let exchange) = connection.role, exchange.running == request else { return }
    exchange.running = 0
    exchange.asker = nil
    guard give(answer, connection, exchange) else { return }
    resumeReading(connection)
    advance(connection, exchange)
  }

  /// Does what an answer says; false when the connection has become a socket.
  @discardableResult
  private func give(_ answer: Answer, _ connection: Connection, _ exchange: HTTPExchange) -> Bool {
    switch answer {
    case .response(let response): self.answer(connection, exchange, response)
    case .webSocket(let acceptance):
      guard let refusal = upgrade(connection, exchange, acceptance) else { return false }
      self.answer(connection, exchange, refusal)
    case .eventStream(let acceptance): return !beginStream(connection, exchange, acceptance)
    }
    return true
  }

  /// Queues the answer to the request at work, and is ready for the next.
  private func answer(_ connection: Connection, _ exchange: HTTPExchange, _ response: Response) {
    let keepAlive = exchange.head?.keepAlive == true && !isDraining
    write(response, connection, exchange, keepAlive: keepAlive)
    exchange.head = nil
    exchange.number = 0
    if !keepAlive { finish(connection, exchange) }
  }

  /// Answers what cannot be gone on with, and closes.
  func refuse(_ connection: Connection, _ exchange: HTTPExchange, _ response: Response) {
    write(response, connection, exchange, keepAlive: false)
    finish(connection, exchange)
  }

  private func finish(_ connection: Connection, _ exchange: HTTPExchange) {
    dropBody(exchange)
    exchange.isFinished = true
    exchange.phase = .running
    connection.endsWhenFlushed = true
    setDeadline(connection, seconds: server.options.writeTimeout)
    markDirty(connection)
  }

  /// Adds a piece to the body; false when the bodies of all connections together have no room for it.
  private func keep(_ piece: [UInt8], _ exchange: HTTPExchange) -> Bool {
    let more = max(0, exchange.body.count + piece.count - server.options.freeBodyBytes) - exchange.countedBytes
    if more > 0 {
      guard server.keep(more) else { return false }
      exchange.countedBytes += more
    }
    if exchange.body.isEmpty { exchange.body = piece } else { exchange.body += piece }
    return true
  }

  /// Forgets what has come of a body that nobody will handle.
  func dropBody(_ exchange: HTTPExchange) {
    server.letGo(exchange.countedBytes)
    exchange.body = []
    exchange.countedBytes = 0
  }

  private func write(_ response: Response, _ connection: Connection, _ exchange: HTTPExchange, keepAlive: Bool) {
    let request = exchange.head
    let sendsBody = ResponseEncoder.sendsBody(status: response.status, method: request?.method ?? "GET")
    headBuffer.removeAll(keepingCapacity: true)
    ResponseEncoder.encode(
      ResponseHead(status: response.status, fields: response.fields), length: .length(response.body.count), keepAlive: keepAlive,
      minorVersion: request?.minorVersion ?? 1, date: currentDate(), requestID: exchange.number == 0 ? nil : exchange.number,
      into: &headBuffer)
    switch response.body {
    case .bytes(let body) where sendsBody:
      enqueue(SharedBytes(headBuffer, body), on: connection)
    case .shared(let body) where sendsBody:
      enqueue(SharedBytes(headBuffer), on: connection)
      enqueue(body, on: connection)
    default:
      enqueue(SharedBytes(headBuffer), on: connection)
    }
  }

  static let continueBytes = SharedBytes(ResponseEncoder.continueBytes)
}
