import Glibc

/// Listening sockets that a service manager holds for us, as systemd does (sd_listen_fds(3)): connections wait in them while
/// the server is restarted.
public enum HeldSockets {
  private static let first: Int32 = 3

  /// The sockets that the environment speaks of, if it speaks to this process. They do not pass on to children.
  public static func find(in environment: [String: String]) -> [Int32] {
    guard environment["LISTEN_PID"].flatMap({ Int32($0) }) == getpid(),
      let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }), (1...1_024).contains(count)
    else { return [] }
    let sockets = (first..<first + count).filter { isListening($0) }
    for socket in sockets {
      _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
      _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL, 0) | O_NONBLOCK)
    }
    return sockets
  }

  /// Where a socket listens.
  public static func address(of socket: Int32) -> (host: String, port: UInt16) {
    let address = SocketAddress.local(of: socket)
    return (address.host, address.port)
  }

  private static func isListening(_ descriptor: Int32) -> Bool {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &length) == 0 && value != 0
  }
}
