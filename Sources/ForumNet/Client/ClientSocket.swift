import Glibc

/// Whom a client trusts to be the server, on https.
public enum CertificateTrust: Sendable, Hashable {
  /// The certificates the machine trusts.
  case system
  /// Those in a PEM file, and no others.
  case file(String)
}

/// A blocking connection of a client, plain or TLS, with deadlines. Used by one thread at a time.
final class ClientSocket {
  /// A moment of the monotonic clock, in nanoseconds.
  struct Deadline {
    let due: Int64
    init(seconds: Double) { due = SystemCall.monotonicNanoseconds() + Int64(seconds * 1e9) }

    /// Milliseconds to go, as `poll` wants them; 0 when it has passed.
    var milliseconds: Int32 { Int32(clamping: max(0, (due - SystemCall.monotonicNanoseconds() + 999_999) / 1_000_000)) }
  }

  private let socket: Int32
  private var tls: TLSSession?

  /// Connects to the first address of the host that answers, and agrees on TLS where the URL says so.
  init(to url: ServerURL, trust: CertificateTrust, deadline: Deadline) throws(ClientError) {
    SystemCall.ignoreBrokenPipes()
    socket = try Self.connect(url, deadline)
    SocketOption.set(socket, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    if url.isSecure { try beginTLS(url, trust, deadline) }
  }

  deinit {
    tls?.notifyClose()
    tls?.end()
    SystemCall.close(socket)
  }

  private static func connect(_ url: ServerURL, _ deadline: Deadline) throws(ClientError) -> Int32 {
    let addresses: [SocketAddress]
    do throws(SocketAddress.ResolveError) {
      addresses = try SocketAddress.all(url.host, port: url.port)
    } catch {
      throw .unreachable(host: url.authority, reason: error.reason)
    }
    var last: Int32 = 0
    for address in addresses {
      let socket = Glibc.socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
      guard socket >= 0 else {
        last = errno
        continue
      }
      var error: Int32 = address.withPointer { Glibc.connect(socket, $0, $1) } == 0 ? 0 : errno
      if error == EINPROGRESS || error == EINTR {
        guard wait(socket, for: Int16(POLLOUT), deadline) else {
          SystemCall.close(socket)
          throw .timedOut
        }
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length)
      }
      if error == 0 { return socket }
      last = error
      SystemCall.close(socket)
    }
    throw .unreachable(host: url.authority, reason: SystemCall.message(last))
  }

  private func beginTLS(_ url: ServerURL, _ trust: CertificateTrust, _ deadline: Deadline) throws(ClientError) {
    let context = try TLSContext(trusting: trust)
    guard let session = context.session(on: socket, accepting: false), session.expect(name: url.host) else {
      throw .tls(TLSContext.lastError())
    }
    tls = session
    while true {
      switch session.advanceHandshake() {
      case .done: return
      case .wantsRead: try wait(for: Int16(POLLIN), deadline)
      case .wantsWrite: try wait(for: Int16(POLLOUT), deadline)
      case .failed(let reason): throw .tls(session.verificationError ?? reason)
      }
    }
  }

  /// Some bytes; none when the peer has ended its side.
  func read(_ deadline: Deadline) throws(ClientError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let outcome = bytes.withUnsafeMutableBytes { tls?.read(into: $0) ?? SystemCall.receive(socket, into: $0) }
      switch outcome {
      case .moved(let count): return Array(bytes[..<count])
      case .wouldBlock: try wait(for: Int16(POLLIN), deadline)
      case .failed: throw .disconnected
      }
    }
  }

  func write(_ bytes: [UInt8], _ deadline: Deadline) throws(ClientError) {
    var written = 0
    while written < bytes.count {
      let outcome = bytes.withUnsafeBytes {
        let rest = UnsafeRawBufferPointer(rebasing: $0[written...])
        return tls?.write(rest) ?? SystemCall.send(socket, rest)
      }
      switch outcome {
      case .moved(let count): written += count
      case .wouldBlock: try wait(for: Int16(POLLOUT), deadline)
      case .failed: throw .disconnected
      }
    }
  }

  /// Ends our side; the peer's last words can still be read.
  func endWriting() {
    tls?.notifyClose()
    shutdown(socket, Int32(SHUT_WR))
  }

  private func wait(for events: Int16, _ deadline: Deadline) throws(ClientError) {
    if !Self.wait(socket, for: events, deadline) { throw .timedOut }
  }

  private static func wait(_ socket: Int32, for events: Int16, _ deadline: Deadline) -> Bool {
    while true {
      var watched = pollfd(fd: socket, events: events, revents: 0)
      let ready = poll(&watched, 1, deadline.milliseconds)
      if ready > 0 { return true }
      if ready == 0 { return false }
      precondition(errno == EINTR, "poll: \(SystemCall.message(errno))")
    }
  }
}
