import CLinux
import Glibc

/// Accepting connections, or turning them away with an answer.
extension Loop {
  private static let acceptsPerTurn = 64
  /// How long accepting rests when the process or the machine has no descriptor or memory left.
  private static let exhaustionPause = 0.2
  /// Connections at a time that are told that there are too many; further ones are just closed.
  private static let turnedAwayAtOnce = 64

  func startAccepting() {
    for listener in listeners {
      // What is accepted takes the option over (tcp(7) on Linux), which saves a call for each connection.
      SocketOption.set(listener.descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
      _ = poller.add(listener.descriptor, .read, key: key(ofListener: listener.index))
    }
  }

  /// Takes what the kernel has queued for us, then closes the listeners, so that no connection is lost with its queue. A successor
  /// on the same sockets takes the queue.
  func stopAccepting(successor: Bool = false) {
    for listener in listeners {
      if !successor { accept(from: listener, atMost: Int(Listener.backlog)) }
      // Closing would not end the watch while a successor has the socket too (epoll(7)).
      poller.remove(listener.descriptor)
      SystemCall.close(listener.descriptor)
    }
    listeners = []
  }

  func accept(from listener: Listener) { accept(from: listener, atMost: Self.acceptsPerTurn) }

  private func accept(from listener: Listener, atMost limit: Int) {
    for _ in 0..<limit {
      var storage = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let socket = withUnsafeMutablePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          accept4(listener.descriptor, $0, &length, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
        }
      }
      if socket >= 0 {
        welcome(socket, PeerAddress(storage), listener)
        continue
      }
      switch errno {
      case EAGAIN: return
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return pauseAccepting(listener)
      // The connection failed before we took it, or a signal came: the next one may be fine (accept(2)).
      default: continue
      }
    }
  }

  private func pauseAccepting(_ listener: Listener) {
    server.counters.acceptPauses.add(1)
    poller.change(listener.descriptor, [], key: key(ofListener: listener.index))
    after(seconds: Self.exhaustionPause) { loop in
      guard loop.listeners.indices.contains(listener.index) else { return }
      loop.poller.change(listener.descriptor, .read, key: loop.key(ofListener: listener.index))
    }
  }

  private func welcome(_ socket: Int32, _ peer: PeerAddress, _ listener: Listener) {
    let tls = listener.redirects ? nil : tls
    let isAdmitted = server.census.add(peer, options: server.options)
    if !isAdmitted {
      server.counters.turnedAway.add(1)
      guard tls == nil, turnedAway < Self.turnedAwayAtOnce else { return SystemCall.close(socket) }
    }
    let session = tls?.session(on: socket, accepting: true)
    let exchange = HTTPExchange(limits: server.options.http, redirects: listener.redirects)
    guard tls == nil || session != nil,
      let connection = adopt(
        socket, peer: peer, isCounted: isAdmitted, tls: session, role: tls == nil ? .http(exchange) : .handshake)
    else {
      if isAdmitted { server.census.remove(peer) }
      return SystemCall.close(socket)
    }
    if isAdmitted {
      server.counters.accepted.add(1)
      setDeadline(connection, seconds: server.options.headTimeout)
    } else {
      turnAway(connection, exchange)
    }
  }

  /// Goes on with TLS; true once it is agreed and HTTP begins. A client that speaks plain HTTP to a TLS port is told so in plain HTTP.
  func advanceHandshake(_ connection: Connection) -> Bool {
    guard let tls = connection.tls else { return true }
    if !connection.isTLSBegun {
      guard case .moved(1) = SystemCall.peek(connection.socket, into: UnsafeMutableRawBufferPointer(rebasing: scratch[..<1]))
      else {
        // Nothing there yet, or the end: the handshake says which.
        return handshake(connection, tls)
      }
      // A TLS connection begins with a handshake record, type 22 (RFC 8446 §5.1).
      if scratch[0] != 22 {
        connection.tls = nil
        let exchange = HTTPExchange(limits: server.options.http)
        connection.role = .http(exchange)
        refuse(connection, exchange, .text(400, "This port speaks HTTPS. Please use an address that begins with https://."))
        return false
      }
      connection.isTLSBegun = true
    }
    return handshake(connection, tls)
  }

  private func handshake(_ connection: Connection, _ tls: TLSSession) -> Bool {
    let progress = tls.advanceHandshake()
    if case .wantsWrite = progress { connection.isBlocked = true } else { connection.isBlocked = false }
    watch(connection)
    switch progress {
    case .done:
      connection.role = .http(HTTPExchange(limits: server.options.http))
      return true
    case .wantsRead, .wantsWrite: return false
    case .failed:
      server.counters.failedHandshakes.add(1)
      connection.tls = nil
      linger(connection)
      return false
    }
  }
}
