import Dispatch
import Glibc
import Synchronization

/// How much is logged: each level includes those after it.
public enum LogLevel: String, Sendable, CaseIterable, Comparable {
  case debug, info, warning, error

  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }
  private var rank: Int {
    switch self {
    case .debug: 0
    case .info: 1
    case .warning: 2
    case .error: 3
    }
  }
}

/// The operator's log: one JSON object a line on standard error. It never holds personal data: no addresses, names, texts,
/// identifiers of people or queries, only templates of routes.
///
/// Lines wait in a buffer of at most 1 MiB that a queue of its own writes out, so that a stopped reader of standard error never
/// stops a loop; what does not fit is dropped and counted, and the count is logged once there is room. It writes every 50 ms what
/// has come until then: a wake and a `write` for each request would cost more than answering a cached page.
public final class OperationsLog: Sendable {
  public let level: LogLevel
  private let descriptor: Int32
  private let waiting = Mutex(Waiting())
  private let queue = DispatchQueue(label: "sfat.log")
  static let bound = 1 << 20
  /// How long a line may wait for others.
  static let delayMilliseconds = 50

  private struct Waiting {
    var bytes: [UInt8] = []
    var isScheduled = false
    var dropped = 0
  }

  public init(level: LogLevel, descriptor: Int32 = 2) {
    self.level = level
    self.descriptor = descriptor
  }

  /// Logs an event with a few facts. `event` is a short fixed name; the sentence is for people.
  public func write(_ level: LogLevel, _ event: String, _ sentence: String? = nil, _ facts: KeyValuePairs<String, Fact> = [:]) {
    guard level >= self.level else { return }
    var line = LogLine(level: level, event: event)
    if let sentence { line.add("message", .text(sentence)) }
    for (name, fact) in facts { line.add(name, fact) }
    enqueue(line.finished())
  }

  /// Logs an answered request: id, method, route (its template), status, duration.
  public func request(id: UInt64, method: String, route: String, status: Int, microseconds: Int64) {
    guard level <= .info else { return }
    var line = LogLine(level: .info, event: "request")
    line.add("request", request: id)
    line.add("method", .text(method))
    line.add("route", .text(route))
    line.add("status", .number(Int64(status)))
    line.add("us", .number(microseconds))
    enqueue(line.finished())
  }

  /// Waits until everything logged so far is written; for the end of the program.
  public func flush() {
    queue.sync { writeOut() }
  }

  private func enqueue(_ line: [UInt8]) {
    let schedule = waiting.withLock { waiting in
      guard waiting.bytes.count + line.count <= Self.bound else {
        waiting.dropped += 1
        return false
      }
      waiting.bytes += line
      guard !waiting.isScheduled else { return false }
      waiting.isScheduled = true
      return true
    }
    if schedule { queue.asyncAfter(deadline: .now() + .milliseconds(Self.delayMilliseconds)) { self.writeOut() } }
  }

  /// On the log's queue.
  private func writeOut() {
    let (bytes, dropped) = waiting.withLock { waiting in
      defer { waiting = Waiting() }
      return (waiting.bytes, waiting.dropped)
    }
    put(bytes)
    if dropped > 0 {
      var line = LogLine(level: .warning, event: "log-dropped")
      line.add("lines", .number(Int64(dropped)))
      put(line.finished())
    }
  }

  private func put(_ bytes: [UInt8]) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, bytes.count - offset) }
      if written < 0 {
        if errno == EINTR { continue }
        return
      }
      offset += written
    }
  }
}

/// A value of a log line.
public enum Fact: Sendable {
  case text(String)
  case number(Int64)
}
