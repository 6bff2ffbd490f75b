import CLinux
import ForumWire
import Glibc

/// An event loop: one thread, one epoll instance, and every connection accepted on it.
///
/// Made on its thread and confined to it; other threads hold its `LoopHandle`. Nothing done here may block. The methods on it are for
/// endpoints and for closures given to `LoopHandle.run`, which both run here; they only note what is to be written, and each
/// turn ends with writing it, so that what is sent together travels together.
public final class Loop {
  /// Sends from rings per turn, about 3 ms, before the poller is asked again, and the most that one of them carries.
  static let ringSendsPerTurn = 512
  static let ringBytesPerSend = 64 * 1024
  /// The longest that a busy ring gathers frames before a pass, in nanoseconds: less than a reader notices.
  static let longestGathering: Int64 = 25_000_000
  /// Deadlines are looked at no more often than this.
  static let deadlineGrain: Int64 = 50_000_000
  static let scratchBytes = 64 * 1024
  private static let wakeKey = UInt64.max
  private static let listenerKey = UInt64.max - 1_000_000

  public let handle: LoopHandle
  let server: ServerCore
  let poller = Poller()
  var listeners: [Listener]
  var tls: TLSContext?

  /// Connections by slot, their generations and deadlines; a free slot has nil. `freeSlots` is used as a stack.
  var connections: ContiguousArray<Connection?> = []
  var generations: ContiguousArray<UInt32> = []
  var deadlines: ContiguousArray<Int64> = []
  /// `Connection.readiness` by slot: what serving a ring asks of each member, without touching the object.
  var readiness: ContiguousArray<Connection.Readiness> = []
  var freeSlots: [UInt32] = []
  var nearestDeadline = Int64.max
  var timers = Timers()

  var ringsByKey: [RingKey: Ring] = [:]
  var queuedRings: [Ring] = []
  /// The highest position of a frame that was passed over for want of a ring, or went with a ring.
  var highestPassedOver: Int64 = 0

  /// Connections with something to write or to be told at the end of this turn, and those of the turn that is ending.
  var dirty: [Connection] = []
  var beingFlushed: [Connection] = []
  var spareQueues: [OutQueue] = []
  /// Endpoints to be told at the end of this turn that a connection is over.
  var endings: [(ConnectionID, any SocketEndpoint)] = []
  /// Connections that are being told that there are too many.
  var turnedAway = 0
  let scratch: UnsafeMutableRawBufferPointer
  let vectors: UnsafeMutablePointer<iovec>
  /// Where heads of answers are put together.
  var headBuffer: [UInt8] = []
  let compressors = Compressors()
  /// The kinds of sockets there have been.
  var manners: [SocketManner] = []
  var lastRequest: UInt64 = 0

  /// Nanoseconds of the monotonic clock, read once per turn.
  var now: Int64
  var dateSecond: time_t = 0
  var date = ""
  var isDraining = false
  var isEnded = false

  /// The loop's place in `Server.loops`.
  public var index: Int { handle.index }

  init(handle: LoopHandle, server: ServerCore, listeners: [Listener], tls: TLSContext?) {
    self.handle = handle
    self.server = server
    self.listeners = listeners
    self.tls = tls
    scratch = .allocate(byteCount: Self.scratchBytes, alignment: 16)
    vectors = .allocate(capacity: OutQueue.vectorsPerWrite)
    vectors.initialize(repeating: iovec(), count: OutQueue.vectorsPerWrite)
    now = SystemCall.monotonicNanoseconds()
    lastRequest = UInt64(handle.index) << 48
  }

  deinit {
    scratch.deallocate()
    vectors.deallocate()
  }

  /// Runs until `end`. To be called once, on the loop's thread.
  func run() {
    precondition(poller.add(handle.wakeDescriptor, .read, key: Self.wakeKey), "the poller has no room for the mailbox")
    startAccepting()
    scheduleHousekeeping()
    while !isEnded { turn() }
    for case let connection? in connections { abort(connection) }
    stopAccepting()
    tellEndings()
    handle.close()
  }

  private func turn() {
    poller.wait(milliseconds: patience()) { key, ready in dispatch(key, ready) }
    now = SystemCall.monotonicNanoseconds()
    for message in handle.take() { perform(message) }
    while let body = timers.takeDue(now) { body(self) }
    if nearestDeadline <= now { passDeadlines() }
    flushDirty()
    serveRings()
    tellEndings()
  }

  /// How long the poller may wait: not at all while there is something to send.
  private func patience() -> Int32 {
    if isEnded || !queuedRings.isEmpty || !dirty.isEmpty { return 0 }
    let next = min(nearestDeadline, timers.next ?? .max)
    if next == .max { return -1 }
    return Int32(clamping: max(0, (next - SystemCall.monotonicNanoseconds() + 999_999) / 1_000_000))
  }

  private func dispatch(_ key: UInt64, _ ready: Poller.Interest) {
    if key == Self.wakeKey { return handle.hear() }
    if key >= Self.listenerKey { return accept(from: listeners[Int(key - Self.listenerKey)]) }
    let slot = Int(UInt32(truncatingIfNeeded: key))
    guard let connection = connections[slot], connection.id.generation == UInt32(key >> 32) else { return }
    if !ready.isDisjoint(with: .write) { writable(connection) }
    if !ready.isDisjoint(with: [.read, .broken]), !connection.isClosed {
      readable(connection, isBroken: !ready.isDisjoint(with: .broken))
      answerAtOnce(connection)
    }
  }

  func key(of connection: Connection) -> UInt64 { UInt64(connection.id.generation) << 32 | UInt64(connection.id.slot) }
  func key(ofListener index: Int) -> UInt64 { Self.listenerKey + UInt64(index) }

  private func perform(_ message: LoopHandle.Message) {
    switch message {
    case .run(let body): body(self)
    case .publish(let frames): for frame in frames { publish(frame) }
    case .answer(let answer, let id, let request): deliver(answer, to: id, request: request)
    }
  }

  /// Runs `body` here after so many seconds.
  public func after(seconds: Double, _ body: @escaping (Loop) -> Void) {
    timers.add(due: now + Int64(seconds * 1e9), body)
  }

  /// The IMF-fixdate of now, made once a second.
  func currentDate() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    if time.tv_sec != dateSecond {
      dateSecond = time.tv_sec
      date = HTTPDate.format(Int64(time.tv_sec))
    }
    return date
  }
}

@available(*, unavailable)
extension Loop: Sendable {}
