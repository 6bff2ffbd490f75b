import Glibc
import Synchronization

/// An HTTP/1.1 and WebSocket server: listeners, loops, limits. Starts once, drains once.
public final class Server: Sendable {
  private enum State {
    case new
    case running([pthread_t])
    case ended
  }

  public let options: ServerOptions
  /// The loops, by number. What is posted before `start` is done when the loops begin.
  public let loops: [LoopHandle]
  private let core: ServerCore
  private let state = Mutex(State.new)
  private let sockets = Mutex<[Int32]>([])
  private let ticketKeys = TicketKeys()

  /// The listening sockets, while it accepts.
  var listeningSockets: [Int32] { sockets.withLock { $0 } }

  public var counters: ServerCounters { core.counters }
  /// Connections open now.
  public var connectionCount: Int { core.census.count }

  public init(options: ServerOptions, service: any Service, workers: WorkerPool) {
    precondition(options.loops > 0, "a server needs a loop")
    self.options = options
    core = ServerCore(options: options, service: service, workers: workers)
    loops = (0..<options.loops).map { LoopHandle(index: $0) }
  }

  /// Opens the listeners and starts the loops; gives the port of each listening address, and then of each that
  /// redirects. SIGPIPE is ignored from then on.
  ///
  /// `inheriting` are listening sockets of a predecessor or a service manager: those that listen where we are told to are used
  /// as they are, with the connections that wait in them; the others are closed.
  public func start(inheriting: [Int32] = []) throws(ListenError) -> [UInt16] {
    SystemCall.ignoreBrokenPipes()
    let tls: TLSContext? =
      options.certificates.isEmpty ? nil : try TLSContext(server: options.certificates, ticketKeys: ticketKeys)
    var listeners = [[Listener]](repeating: [], count: options.loops)
    var ports: [UInt16] = []
    var inherited = inheriting
    defer { for socket in inherited { SystemCall.close(socket) } }
    do throws(ListenError) {
      let redirecting = options.redirect?.listen ?? []
      for (index, address) in (options.listen + redirecting).enumerated() {
        let redirects = index >= options.listen.count
        let shares: [[Int32]]
        let port: UInt16
        if let adopted = try Listener.adopt(address, loops: options.loops, from: &inherited) {
          (shares, port) = adopted
        } else {
          let opened = try Listener.open(address, loops: options.loops)
          (shares, port) = (opened.descriptors.map { [$0] }, opened.port)
        }
        for (loop, descriptor) in shares.enumerated().flatMap({ loop, share in share.map { (loop, $0) } }) {
          listeners[loop].append(Listener(descriptor: descriptor, index: listeners[loop].count, redirects: redirects))
        }
        ports.append(port)
      }
    } catch {
      for listener in listeners.joined() { SystemCall.close(listener.descriptor) }
      throw error
    }
    sockets.withLock { $0 = listeners.joined().map(\.descriptor) }
    state.withLock { state in
      guard case .new = state else { preconditionFailure("a server starts once") }
      let threads = zip(loops, listeners).map { handle, listeners in
        OperatingSystemThread.start(named: "loop-\(handle.index)") { [core] in
          Loop(handle: handle, server: core, listeners: listeners, tls: tls).run()
        }
      }
      state = .running(threads)
    }
    return ports
  }

  /// Reads all certificates and keys again; new connections use them, and sessions are resumed as before. When one cannot be used,
  /// all of the old ones stay.
  public func reloadCertificates() throws(ListenError) {
    guard !options.certificates.isEmpty else { return }
    let tls = try TLSContext(server: options.certificates, ticketKeys: ticketKeys)
    for loop in loops { loop.run { $0.tls = tls } }
  }

  /// Stops accepting, lets running requests finish, says goodbye to sockets (1001) and returns when all connections are gone, or after
  /// `seconds` at the latest. Blocks the calling thread, which must not be a loop or a worker. With a `successor` on the same sockets,
  /// the connections that wait in them are left to it.
  public func drain(seconds: Double, successor: Bool = false) {
    sockets.withLock { $0 = [] }
    let threads = state.withLock { state in
      defer { state = .ended }
      if case .running(let threads) = state { return threads }
      return []
    }
    for loop in loops { loop.run { $0.drain(seconds: seconds, successor: successor) } }
    for thread in threads { pthread_join(thread, nil) }
  }
}
