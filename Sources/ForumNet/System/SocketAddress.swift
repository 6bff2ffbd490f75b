import CLinux
import Glibc

/// An address a socket is bound or connected to, in the kernel's form.
struct SocketAddress: Sendable {
  private let storage: sockaddr_storage
  private let length: socklen_t

  var family: Int32 { Int32(storage.ss_family) }

  /// The first address of a name or numeric address.
  static func resolve(_ host: String, port: UInt16, passive: Bool) throws(ListenError) -> SocketAddress {
    do throws(ResolveError) {
      return try all(host, port: port, passive: passive)[0]
    } catch {
      throw .badAddress(host: host, reason: error.reason)
    }
  }

  struct ResolveError: Error {
    let reason: String
  }

  /// Every address of a name, at least one, in the order to try them.
  static func all(_ host: String, port: UInt16, passive: Bool = false) throws(ResolveError) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0)
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, String(port), &hints, &list)
    guard result == 0, let list else { throw ResolveError(reason: String(cString: gai_strerror(result))) }
    defer { freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next: UnsafeMutablePointer<addrinfo>? = list
    while let info = next {
      if let address = info.pointee.ai_addr {
        var storage = sockaddr_storage()
        memcpy(&storage, address, Int(info.pointee.ai_addrlen))
        addresses.append(SocketAddress(storage: storage, length: info.pointee.ai_addrlen))
      }
      next = info.pointee.ai_next
    }
    guard !addresses.isEmpty else { throw ResolveError(reason: "it has no address") }
    return addresses
  }

  func with(port: UInt16) -> SocketAddress {
    var storage = storage
    withUnsafeMutableBytes(of: &storage) {
      // sin_port and sin6_port stand at the same place.
      $0.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
    }
    return SocketAddress(storage: storage, length: length)
  }

  func withPointer<T>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T {
    withUnsafePointer(to: storage) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) } }
  }

  /// The address and port it says, as those of peers are kept.
  var endpoint: PeerAddress { PeerAddress(storage) }

  /// The port a socket is bound to.
  static func port(of socket: Int32) -> UInt16 { local(of: socket).port }

  /// Where a socket is bound to.
  static func local(of socket: Int32) -> PeerAddress {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
    }
    precondition(result == 0, "getsockname: \(SystemCall.message(errno))")
    return PeerAddress(storage)
  }
}

/// Integer options of sockets.
enum SocketOption {
  static func set(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
