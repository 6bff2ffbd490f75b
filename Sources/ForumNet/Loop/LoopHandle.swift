import CLinux
import Glibc
import Synchronization

/// What other threads hold of a loop: its mailbox. Everything posted is done on the loop, in order, at its next turn.
///
/// A burst of messages wakes the loop once. What is posted after the loop has ended is dropped.
public final class LoopHandle: Sendable {
  enum Message: Sendable {
    case run(@Sendable (Loop) -> Void)
    case publish([RingFrame])
    case answer(Answer, to: ConnectionID, request: UInt64)
  }

  private struct Box {
    var messages: [Message] = []
    var isClosed = false
  }

  /// The loop's place in `Server.loops`.
  public let index: Int
  private let box = Mutex(Box())
  /// Whether the loop has been woken for what is in the box.
  private let isPending = Atomic(false)
  let wakeDescriptor: Int32

  init(index: Int) {
    self.index = index
    wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    precondition(wakeDescriptor >= 0, "eventfd: \(SystemCall.message(errno))")
  }

  deinit { SystemCall.close(wakeDescriptor) }

  /// Runs `body` on the loop. It must not block.
  public func run(_ body: @escaping @Sendable (Loop) -> Void) { post(.run(body)) }

  /// Puts frames into their rings: one message for any number of frames. Frames of rings this loop does not have are passed over.
  public func publish(_ frames: [RingFrame]) { if !frames.isEmpty { post(.publish(frames)) } }

  func post(_ message: Message) {
    let isTaken = box.withLock {
      if !$0.isClosed { $0.messages.append(message) }
      return !$0.isClosed
    }
    if isTaken, !isPending.exchange(true, ordering: .acquiringAndReleasing) { eventfd_write(wakeDescriptor, 1) }
  }

  /// Hears the wake; on the loop, when the poller tells of it, and always before `take` in the same turn. Were it heard after the flag
  /// is lowered, it could be the wake of a message posted in between, and the flag of that message would stay up with nobody woken.
  func hear() {
    var count: eventfd_t = 0
    eventfd_read(wakeDescriptor, &count)
  }

  /// Everything posted so far; on the loop, once per turn.
  func take() -> [Message] {
    guard isPending.exchange(false, ordering: .acquiringAndReleasing) else { return [] }
    return box.withLock { box in
      defer { box.messages = [] }
      return box.messages
    }
  }

  /// Refuses messages from now on; the loop has ended.
  func close() {
    box.withLock {
      $0.isClosed = true
      $0.messages = []
    }
  }
}
