import CLinux
import Glibc

/// The recent frames of one topic in one variant, shared by all its subscribers on one loop; each has a cursor. Lives on one loop.
///
/// ```
///   sequence   firstSequence ............................. endSequence
///              | frame | frame | frame | frame | frame | frame |
///                        ^ a slow member's cursor              ^ everyone else's
///   floor      the highest position that may have left the ring, or may have been published before it was made
/// ```
final class Ring {
  struct Entry {
    let bytes: SharedBytes
    /// The highest position of this frame and all before it.
    let upTo: Int64
    let isPositioned: Bool
  }

  /// A subscriber. Its connection keeps the index of this record (`SocketState.memberships`).
  struct Member {
    let connection: Connection
    let socket: SocketState
    /// The sequence of the frame it gets next.
    var cursor: UInt64
    /// It has everything up to this position; positioned frames at or below it are passed over.
    var upTo: Int64
  }

  let key: RingKey
  private(set) var entries: [Entry] = []
  /// One vector per entry, so that any subscriber's write is a slice of it.
  private(set) var vectors: [iovec] = []
  private(set) var firstSequence: UInt64 = 0
  private(set) var byteCount = 0
  private(set) var floor: Int64
  var members: [Member] = []

  /// Whether it stands in the loop's list of rings with something to send, and where the present pass over the members is.
  var isQueued = false
  var nextMember = 0
  /// Whether another pass must follow, because frames came or members moved behind the pass.
  var needsAnotherPass = false
  /// When it was last used, in nanoseconds of the monotonic clock.
  var lastUse: Int64 = 0

  init(key: RingKey, floor: Int64) {
    self.key = key
    self.floor = floor
  }

  var endSequence: UInt64 { firstSequence + UInt64(entries.count) }
  /// The highest position that it has seen or that may have passed it by.
  var newest: Int64 { entries.last?.upTo ?? floor }

  /// Adds a frame at the end; false for a position at or below `newest`, which everybody here has already or will get from the log.
  func append(_ bytes: SharedBytes, position: Int64?) -> Bool {
    if let position, position <= newest { return false }
    entries.append(Entry(bytes: bytes, upTo: max(newest, position ?? newest), isPositioned: position != nil))
    vectors.append(iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.buffer.baseAddress), iov_len: bytes.count))
    byteCount += bytes.count
    return true
  }

  /// The sequence of the first frame that somebody who has everything up to `position` lacks; nil when such frames may have left.
  func cursor(after position: Int64) -> UInt64? {
    guard position >= floor else { return nil }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].upTo <= position { low = middle + 1 } else { high = middle }
    }
    return firstSequence + UInt64(low)
  }

  /// Drops the oldest frames until at most `frames` of them with at most `bytes` are left.
  func trim(frames: Int, bytes: Int) {
    var dropped = 0
    while dropped < entries.count, entries.count - dropped > frames || byteCount > bytes {
      byteCount -= entries[dropped].bytes.count
      floor = entries[dropped].upTo
      dropped += 1
    }
    guard dropped > 0 else { return }
    entries.removeFirst(dropped)
    vectors.removeFirst(dropped)
    firstSequence += UInt64(dropped)
  }
}
