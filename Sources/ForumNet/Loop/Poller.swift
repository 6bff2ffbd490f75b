import CLinux
import Glibc

/// An epoll instance, level-triggered, that lives on one loop. A registered descriptor is known by a number its owner chose.
final class Poller {
  struct Interest: OptionSet {
    let rawValue: UInt32
    static let read = Interest(rawValue: SFAT_EPOLLIN)
    static let write = Interest(rawValue: SFAT_EPOLLOUT)
    /// Reported whether asked for or not.
    static let broken = Interest(rawValue: SFAT_EPOLLERR | SFAT_EPOLLHUP)
  }

  /// How many ready descriptors one wait reports at most.
  static let eventsPerTick = 512

  private let descriptor: Int32
  private let events: UnsafeMutablePointer<epoll_event>

  init() {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    precondition(descriptor >= 0, "epoll_create1: \(SystemCall.message(errno))")
    events = .allocate(capacity: Self.eventsPerTick)
    events.initialize(repeating: epoll_event(), count: Self.eventsPerTick)
  }

  deinit {
    events.deallocate()
    SystemCall.close(descriptor)
  }

  /// Begins to watch; false when the kernel has no room for another (ENOSPC, ENOMEM).
  func add(_ watched: Int32, _ interest: Interest, key: UInt64) -> Bool { control(EPOLL_CTL_ADD, watched, interest, key) }
  func change(_ watched: Int32, _ interest: Interest, key: UInt64) { _ = control(EPOLL_CTL_MOD, watched, interest, key) }
  func remove(_ watched: Int32) { _ = control(EPOLL_CTL_DEL, watched, [], 0) }

  /// Waits for at most `milliseconds` (-1: for ever) and hands over each ready descriptor.
  func wait(milliseconds: Int32, _ body: (_ key: UInt64, _ ready: Interest) -> Void) {
    let count = epoll_wait(descriptor, events, Int32(Self.eventsPerTick), milliseconds)
    guard count > 0 else {
      precondition(count == 0 || errno == EINTR, "epoll_wait: \(SystemCall.message(errno))")
      return
    }
    for i in 0..<Int(count) { body(events[i].data.u64, Interest(rawValue: events[i].events)) }
  }

  private func control(_ operation: Int32, _ watched: Int32, _ interest: Interest, _ key: UInt64) -> Bool {
    var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: key))
    if epoll_ctl(descriptor, operation, watched, &event) == 0 { return true }
    precondition(errno == ENOSPC || errno == ENOMEM, "epoll_ctl: \(SystemCall.message(errno))")
    return false
  }
}
