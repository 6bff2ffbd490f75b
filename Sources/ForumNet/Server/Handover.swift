import CLinux
import Glibc

/// What a server and its successor say to each other over a Unix socket in the data folder, one byte a message: the successor asks
/// with the version it speaks; the server answers with its listening sockets, in as many messages as they need, and an end; the
/// successor says when it serves, and the server drains. Whoever of the two ends before, the other goes on as if nothing had been.
enum Handover {
  static let name = "successor.socket"
  static let version = UInt8(ascii: "1")
  static let sockets = UInt8(ascii: "S")
  static let end = UInt8(ascii: "E")
  static let serving = UInt8(ascii: "R")
  static let descriptorsAtOnce = Int(SFAT_DESCRIPTORS_AT_ONCE)

  /// Seconds in which either answers what it can answer at once.
  static let patience = 5
  /// Seconds a successor may take from the sockets to serving: it may have to migrate the database.
  static let startPatience = 600

  /// Calls `body` with the address of the socket of this name in a folder. The address goes by the folder's descriptor: paths of
  /// Unix sockets are at most 107 bytes long, those of data folders are as long as they like.
  static func withAddress<T>(_ folder: String, _ name: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> T) -> T? {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("/proc/self/fd/\(descriptor)/\(name)".utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    return withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }

  static func socket() -> Int32 {
    Glibc.socket(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 0)
  }

  static func setPatience(_ seconds: Int, of socket: Int32) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  static func send(_ word: UInt8, _ descriptors: ArraySlice<Int32> = [], to socket: Int32) -> Bool {
    Array(descriptors).withUnsafeBufferPointer { sfat_send_descriptors(socket, word, $0.baseAddress, Int32($0.count)) } == 1
  }

  /// A message; nil at the end, and when none comes in time.
  static func receive(from socket: Int32) -> (word: UInt8, descriptors: [Int32])? {
    var word: UInt8 = 0
    var count: Int32 = 0
    var room = [Int32](repeating: -1, count: descriptorsAtOnce)
    guard sfat_receive_descriptors(socket, &word, &room, &count) == 1 else { return nil }
    return (word, Array(room[..<Int(count)]))
  }
}
