import Foundation
import Glibc
import Synchronization

/// What the processes on one PostgreSQL database, its *nodes*, tell each other as it happens, on a connection of its own: that the
/// log has grown, and short messages (who reads what).
///
/// Nothing relies on it: a notification that is lost with its connection costs the time until the next poll, and who sends messages
/// says them again. Everything happens on one thread of its own; any thread may call.
final class NodeLink: Sendable {
  /// The longest message; NOTIFY takes 8,000 bytes, the envelope included.
  static let messageBytes = 7_000
  /// Messages that wait to be sent; beyond, the oldest is dropped.
  static let waitingMessages = 256
  /// Seconds between looks at the log's head by this connection, which also tell whether it still lives.
  static let checkSeconds = 5.0
  /// The channel that tells of commits: `LOG-ID POSITION`. Sent by the ledger in its transaction.
  static let logChannel = "sfat_log"
  /// The channel of messages: `LOG-ID NODE MESSAGE`.
  private static let nodeChannel = "sfat_nodes"

  /// Called on the link's thread; must not block.
  struct Heard: Sendable {
    /// The log has an entry at this position.
    var head: @Sendable (Position) -> Void
    /// Another node's name, and its message.
    var message: @Sendable (String, String) -> Void
  }

  private struct Box {
    var messages: [String] = []
    var isStopped = false
  }

  /// This process among the nodes: random, new at each start.
  private let node = Base64URL.encode(RandomBytes.make(9))
  private let url: String
  private let box = Mutex(Box())
  private let ended = DispatchSemaphore(value: 0)
  /// A pipe: a byte in it wakes the thread.
  private let wakeRead: Int32
  private let wakeWrite: Int32

  init(url: String, heard: Heard) throws(DatabaseError) {
    self.url = url
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .unavailable("no descriptor is left") }
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    (wakeRead, wakeWrite) = (ends[0], ends[1])
    let thread = Thread { [self] in
      run(heard)
      ended.signal()
    }
    thread.name = "nodes"
    thread.start()
  }

  deinit {
    Glibc.close(wakeRead)
    Glibc.close(wakeWrite)
  }

  /// Tells the other nodes, at the next opportunity.
  func tell(_ message: String) {
    precondition(message.utf8.count <= Self.messageBytes, "a message to the nodes is too long")
    box.withLock { box in
      if box.messages.count >= Self.waitingMessages { box.messages.removeFirst() }
      box.messages.append(message)
    }
    wake()
  }

  /// Sends what waits, if the database is there, and returns when the thread has ended.
  func close() {
    box.withLock { $0.isStopped = true }
    wake()
    ended.wait()
  }

  private func wake() {
    var byte: UInt8 = 1
    // A full pipe has woken it already.
    _ = write(wakeWrite, &byte, 1)
  }

  private func sleep(_ seconds: Double) {
    var socket = pollfd(fd: wakeRead, events: Int16(POLLIN), revents: 0)
    poll(&socket, 1, Int32(seconds * 1_000) + 1)
    awake()
  }

  private func awake() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(wakeRead, &bytes, bytes.count) > 0 {}
  }

  // MARK: On the thread

  private func run(_ heard: Heard) {
    var outage = Outage()
    while !box.withLock({ $0.isStopped }) {
      do {
        let database = try PostgresDatabase(url: url, use: .side)
        defer { database.close() }
        try listen(on: database, heard) { outage.ended() }
        return
      } catch {
        outage.failed()
        sleep(outage.secondsLeft)
      }
    }
  }

  private func listen(on database: PostgresDatabase, _ heard: Heard, connected: () -> Void) throws {
    try database.script("LISTEN \(Self.logChannel); LISTEN \(Self.nodeChannel)")
    var head = try look(database, heard)
    connected()
    var nextLook = ContinuousClock.now + .seconds(Self.checkSeconds)
    while true {
      let (messages, isStopped) = box.withLock { box in
        defer { box.messages = [] }
        return (box.messages, box.isStopped)
      }
      for message in messages {
        _ = try database.run(
          "SELECT pg_notify($1, $2)", [.text(Self.nodeChannel), .text("\(head.logID) \(node) \(message)")])
      }
      if isStopped { return }
      for notification in try database.notifications(within: Self.checkSeconds / 5, orUntil: wakeRead) {
        take(notification, of: head.logID, heard)
      }
      awake()
      if ContinuousClock.now >= nextLook {
        head = try look(database, heard)
        nextLook = .now + .seconds(Self.checkSeconds)
      }
    }
  }

  /// What was committed while nobody listened was told to nobody.
  private func look(_ database: PostgresDatabase, _ heard: Heard) throws -> LogHead {
    let head = try EventLog.head(in: database)
    heard.head(head.position)
    return head
  }

  /// Another log in the same database, in a schema of its own, has the same channels.
  private func take(_ notification: PostgresNotification, of log: String, _ heard: Heard) {
    let parts = notification.payload.split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, parts[0] == log else { return }
    switch notification.channel {
    case Self.logChannel: if let position = Position(parts[1]) { heard.head(position) }
    default: if parts.count == 3, parts[1] != node { heard.message(String(parts[1]), String(parts[2])) }
    }
  }
}
