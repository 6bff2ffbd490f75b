import CLinux
import Foundation
import Glibc
import Synchronization

/// The peer of `deliveries`: nothing but one `send` of the same bytes to each of as many loopback sockets, by one thread, while
/// another reads. What a delivery costs beyond this is ours. `batch` messages go in one send, as when a server merges them.
struct SendsBenchmark {
  let connections: Int
  let bytes: Int
  let batch: Int
  let rounds: Int

  init(_ options: Options) throws {
    connections = try options.number("subscribers", 1000)
    bytes = try options.number("bytes", 860)
    batch = try options.number("batch", 1)
    rounds = try options.number("messages", 200)
  }

  func run() throws -> Measurement {
    let (listener, port) = try listen()
    let poller = Poller()
    var writers: [Int32] = []
    for tag in 0..<connections {
      let reader = try connectLocally(port: port)
      poller.add(reader, tag: Int(reader))
      writers.append(accept(listener, nil, nil))
      guard writers[tag] >= 0 else { throw OptionError("forum-bench: no descriptor is left (ulimit -n)") }
    }
    let reading = Reading(poller)
    Thread.detachNewThread { reading.run() }
    let message = [UInt8](repeating: 120, count: bytes * batch)
    let cpu = Clock.threadCPU
    let start = Clock.now
    for round in 1...(rounds / batch) {
      for writer in writers where send(writer, message, message.count, Int32(MSG_NOSIGNAL)) != message.count {
        throw OptionError("forum-bench: a short send")
      }
      // As a server's subscribers would, the reader keeps up.
      while reading.count.load(ordering: .relaxed) < (round - 3) * connections * message.count { usleep(50) }
    }
    let spent = Clock.threadCPU - cpu
    return Measurement(
      name: "bare sends of \(batch) × \(bytes) bytes to \(connections) sockets", operations: rounds / batch * batch * connections,
      seconds: Clock.now - start, cpuSeconds: spent)
  }

  /// Drains the sockets for as long as the process lives.
  private final class Reading: @unchecked Sendable {  // the poller is used by its thread alone
    let count = Atomic(0)
    private let poller: Poller

    init(_ poller: Poller) { self.poller = poller }

    func run() {
      var buffer = [UInt8](repeating: 0, count: 128 << 10)
      while true {
        for socket in poller.wait(milliseconds: 1_000) {
          count.add(max(0, read(Int32(socket), &buffer, buffer.count)), ordering: .relaxed)
        }
      }
    }
  }

  private func listen() throws -> (socket: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && Glibc.listen(listener, 128) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard result else { throw OptionError("forum-bench: cannot listen") }
    return (listener, Int(in_port_t(bigEndian: address.sin_port)))
  }
}
