import CLinux
import Glibc

/// Many non-blocking sockets and one epoll: the client side of the load.
final class Poller {
  private let descriptor = epoll_create1(0)
  private var events = [epoll_event](repeating: epoll_event(), count: 512)

  deinit { close(descriptor) }

  func add(_ socket: Int32, tag: Int) {
    var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: UInt64(tag)))
    precondition(epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event) == 0, "epoll_ctl failed")
  }

  /// Tags of the sockets that can be read; empty after `milliseconds` without any.
  func wait(milliseconds: Int32) -> [Int] {
    let count = epoll_wait(descriptor, &events, Int32(events.count), milliseconds)
    return (0..<max(0, Int(count))).map { Int(events[$0].data.u64) }
  }
}

/// A blocking TCP connection to a port of this machine, from the address 127.0.1.`source`, or any (0).
func connectLocally(port: Int, from source: Int = 0) throws -> Int32 {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard socket >= 0 else { throw OptionError("forum-bench: no descriptor is left (ulimit -n)") }
  if source > 0 {
    var on: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0100 + source).bigEndian
    _ = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  let result = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
  }
  guard result == 0 else { throw OptionError("forum-bench: nothing listens on port \(port)") }
  var on: Int32 = 1
  setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  return socket
}

/// Writes all of it, blocking.
func write(_ text: String, to socket: Int32) throws {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    guard count > 0 else { throw OptionError("forum-bench: the server closed the connection") }
    bytes = bytes.dropFirst(count)
  }
}
