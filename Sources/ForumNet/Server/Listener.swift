import CLinux
import Glibc

/// A listening socket of one loop.
struct Listener: Sendable {
  /// Connections the kernel keeps for us; the machine's `net.core.somaxconn` may lower it.
  static let backlog: Int32 = 4096

  let descriptor: Int32
  /// Its place among the loop's listeners.
  let index: Int
  /// Whether it speaks plain HTTP, and sends everybody to `ServerOptions.redirect`.
  let redirects: Bool

  /// Opens an address once per loop. The first bind is made without SO_REUSEPORT and dropped again: with that option a second server
  /// on the same port would start without a word and take half of the connections.
  static func open(_ listen: ServerOptions.Listen, loops: Int) throws(ListenError) -> (descriptors: [Int32], port: UInt16) {
    let address = try SocketAddress.resolve(listen.host, port: listen.port, passive: true)
    let probe = try bound(address, listen, sharing: false)
    let port = SocketAddress.port(of: probe)
    var descriptors: [Int32] = []
    do throws(ListenError) {
      // A free port that the kernel chose must be the same for every loop.
      let concrete = address.with(port: port)
      SystemCall.close(probe)
      for _ in 0..<loops {
        let descriptor = try bound(concrete, listen, sharing: true)
        descriptors.append(descriptor)
        guard Glibc.listen(descriptor, backlog) == 0 else { throw failure("listen", listen) }
      }
    } catch {
      for descriptor in descriptors { SystemCall.close(descriptor) }
      throw error
    }
    return (descriptors, port)
  }

  /// The sockets among `inherited` that listen at an address, shared out: every loop has one at least, and none is left over, since
  /// connections wait in each. Nil where there is none.
  static func adopt(_ listen: ServerOptions.Listen, loops: Int, from inherited: inout [Int32]) throws(ListenError) -> (
    descriptors: [[Int32]], port: UInt16
  )? {
    let wanted = try SocketAddress.resolve(listen.host, port: listen.port, passive: true).endpoint
    let sockets = inherited.filter { SocketAddress.local(of: $0) == wanted }
    guard !sockets.isEmpty else { return nil }
    inherited.removeAll { sockets.contains($0) }
    var shares = [[Int32]](repeating: [], count: loops)
    for (number, socket) in sockets.enumerated() { shares[number % loops].append(socket) }
    for loop in sockets.count..<max(sockets.count, loops) {
      let copy = fcntl(sockets[loop % sockets.count], F_DUPFD_CLOEXEC, 3)
      guard copy >= 0 else { throw .system(call: "fcntl", reason: SystemCall.message(errno)) }
      shares[loop] = [copy]
    }
    return (shares, wanted.port)
  }

  private static func bound(_ address: SocketAddress, _ listen: ServerOptions.Listen, sharing: Bool) throws(ListenError) -> Int32
  {
    let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system(call: "socket", reason: SystemCall.message(errno)) }
    // Connections of a server that just ended may still be in TIME_WAIT; they do not keep us from the port.
    SocketOption.set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
    if sharing { SocketOption.set(descriptor, SOL_SOCKET, SO_REUSEPORT, 1) }
    guard address.withPointer({ bind(descriptor, $0, $1) }) == 0 else {
      let error = failure("bind", listen)
      SystemCall.close(descriptor)
      throw error
    }
    return descriptor
  }

  private static func failure(_ call: String, _ listen: ServerOptions.Listen) -> ListenError {
    switch errno {
    case EADDRINUSE: .addressInUse(host: listen.host, port: listen.port)
    case EACCES: .notAllowed(host: listen.host, port: listen.port)
    case EADDRNOTAVAIL: .badAddress(host: listen.host, reason: "it is not an address of this machine")
    case let error: .system(call: call, reason: SystemCall.message(error))
    }
  }
}
