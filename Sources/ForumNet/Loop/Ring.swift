/// The recent frames of one topic in one variant, shared by all its subscribers on one loop; each has a cursor. Lives on one loop.
///
/// ```
///   sequence   firstSequence ............................. endSequence
///              | frame | frame | frame | frame | frame | frame |
///                        ^ a slow member's cursor              ^ everyone else's
///   floor      the highest position that may have left the ring, or may have been published before it was made
/// ```
/// The frames lie behind one another in one piece of memory, so that whatever a member lacks, one frame or fifty, is one `send`.
/// Members are rows, not objects: serving a thousand of them counts no references.
final class Ring {
  struct Entry {
    /// Where the frame ends, in bytes since the ring was made.
    let end: Int
    /// The highest position of this frame and all before it.
    let upTo: Int64
    let isPositioned: Bool
  }

  /// A subscriber. Its connection keeps the index of this record (`SocketState.memberships`).
  struct Member {
    /// The connection's place in `Loop.connections`, and its descriptor.
    let slot: UInt32
    let socket: Int32
    /// The sequence of the frame it gets next.
    var cursor: UInt64
    /// It has everything up to this position; positioned frames at or below it are passed over.
    var upTo: Int64
  }

  let key: RingKey
  private(set) var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// Where `bytes` begins, in bytes since the ring was made.
  private var firstByte = 0
  private(set) var firstSequence: UInt64 = 0
  private(set) var floor: Int64
  var members: [Member] = []

  /// Whether it stands in the loop's list of rings with something to send, and where the present pass over the members is.
  var isQueued = false
  var nextMember = 0
  /// Whether another pass must follow, because frames came or members moved behind the pass.
  var needsAnotherPass = false
  /// When the present pass began. Here and below in nanoseconds of the monotonic clock.
  var passBegan: Int64 = 0
  /// How long it waits for more before the next pass: as long as the last one took when that was busy, otherwise not at all.
  private(set) var gathering: Int64 = 0
  /// The end of the ring when the last pass ended.
  private var passed: UInt64 = 0
  /// When it was last used.
  var lastUse: Int64 = 0

  init(key: RingKey, floor: Int64) {
    self.key = key
    self.floor = floor
  }

  var endSequence: UInt64 { firstSequence + UInt64(entries.count) }
  var byteCount: Int { bytes.count }
  /// The highest position that it has seen or that may have passed it by.
  var newest: Int64 { entries.last?.upTo ?? floor }

  /// Adds a frame at the end; false for a position at or below `newest`, which everybody here has already or will get from the log.
  func append(_ frame: SharedBytes, position: Int64?) -> Bool {
    if let position, position <= newest { return false }
    bytes.append(contentsOf: frame.buffer)
    entries.append(
      Entry(end: firstByte + bytes.count, upTo: max(newest, position ?? newest), isPositioned: position != nil))
    return true
  }

  /// Notes the end of a pass, which was busy if more than one frame had come for it.
  func endPass(at now: Int64, longest: Int64) {
    gathering = endSequence - passed > 1 ? min(now - passBegan, longest) : 0
    passed = endSequence
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

  /// The index of the first entry that a member lacks, `entries.count` when it has all; nil when such frames have left.
  func firstEntry(for member: Member) -> Int? {
    guard member.cursor >= firstSequence else { return nil }
    var index = Int(member.cursor - firstSequence)
    while index < entries.count, entries[index].isPositioned, entries[index].upTo <= member.upTo { index += 1 }
    return index
  }

  /// Where the entry at `index` begins, in bytes since the ring was made.
  func begin(of index: Int) -> Int { index == 0 ? firstByte : entries[index - 1].end }

  /// How many entries from `start` on have at most `limit` bytes together; at least one.
  func count(from start: Int, bytes limit: Int) -> Int {
    let most = begin(of: start) + limit
    var end = entries.count
    if entries[end - 1].end > most { end = entries[start...].firstIndex { $0.end > most } ?? end }
    return max(1, end - start)
  }

  /// Hands over the bytes between two places, counted since the ring was made.
  func withBytes<T>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> T) -> T {
    bytes.withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[(range.lowerBound - firstByte)..<(range.upperBound - firstByte)]))
    }
  }

  /// Drops the oldest frames until at most `frames` of them with at most `limit` bytes are left.
  func trim(frames: Int, bytes limit: Int) {
    let end = firstByte + bytes.count
    var dropped = 0
    while dropped < entries.count, entries.count - dropped > frames || end - begin(of: dropped) > limit { dropped += 1 }
    guard dropped > 0 else { return }
    let last = entries[dropped - 1]
    floor = last.upTo
    if dropped == entries.count {
      // A quiet ring keeps no memory.
      entries = []
      bytes = []
    } else {
      entries.removeFirst(dropped)
      bytes.removeFirst(last.end - firstByte)
    }
    firstByte = last.end
    firstSequence += UInt64(dropped)
  }
}
