import CLinux
import Glibc

/// The one place where sockets are read and written: interrupted calls are repeated, "would block" is a value, and a bad descriptor,
/// which can only be our own mistake, stops the process with the name of the call.
enum SystemCall {
  /// What a read or a write came to.
  enum Outcome: Equatable {
    /// So many bytes moved; 0 from a read means that the peer has ended its side.
    case moved(Int)
    case wouldBlock
    /// The connection is lost; the value is `errno`.
    case failed(Int32)
  }

  static func receive(_ socket: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
    outcome("recv") { recv(socket, buffer.baseAddress, buffer.count, 0) }
  }

  /// Looks at the first bytes without taking them.
  static func peek(_ socket: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
    outcome("recv") { recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_PEEK)) }
  }

  /// Writes one piece or more. One goes by `send`, which costs the kernel a tenth less than `writev`.
  static func write(_ socket: Int32, _ vectors: UnsafePointer<iovec>, _ count: Int) -> Outcome {
    if count == 1 { return send(socket, UnsafeRawBufferPointer(start: vectors[0].iov_base, count: vectors[0].iov_len)) }
    return outcome("writev") { writev(socket, vectors, Int32(count)) }
  }

  static func send(_ socket: Int32, _ bytes: UnsafeRawBufferPointer) -> Outcome {
    outcome("send") { Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) }
  }

  /// Closes a descriptor; on Linux it is gone even when the call was interrupted, so it is never repeated.
  static func close(_ descriptor: Int32) {
    if Glibc.close(descriptor) != 0 { precondition(errno != EBADF, "close: descriptor \(descriptor) is not open") }
  }

  /// A writer to a vanished reader gets an error value instead of a signal that would end the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Nanoseconds of the clock that never jumps.
  static func monotonicNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// What `errno` means, in the words of the C library.
  static func message(_ error: Int32) -> String {
    guard let text = strerror(error) else { return "error \(error)" }
    return String(cString: text)
  }

  private static func outcome(_ name: StaticString, _ call: () -> Int) -> Outcome {
    while true {
      let moved = call()
      if moved >= 0 { return .moved(moved) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case EBADF: preconditionFailure("\(name): the descriptor is not open")
      case let error: return .failed(error)
      }
    }
  }
}
