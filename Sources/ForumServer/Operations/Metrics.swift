import Synchronization

/// Counts of what the server did, as OpenMetrics text (`/metrics`).
///
/// Requests are counted by route template and status, and their durations in buckets; further gauges are read when asked for.
public final class Metrics: Sendable {
  public static let contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

  /// Upper bounds of the duration buckets, in microseconds.
  static let bounds: [Int64] = [
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
  ]

  private let state = Mutex(State())
  private let gauges = Mutex<[@Sendable (inout MetricsText) -> Void]>([])

  private struct State {
    var requests: [Key: Int64] = [:]
    var buckets = [Int64](repeating: 0, count: Metrics.bounds.count + 1)
    var microseconds: Int64 = 0
    var rejections: [String: Int64] = [:]
  }

  private struct Key: Hashable {
    var route: String
    var status: Int
  }

  public init() {}

  public func request(route: String, status: Int, microseconds: Int64) {
    let bucket = Self.bounds.firstIndex { microseconds <= $0 } ?? Self.bounds.count
    state.withLock {
      $0.requests[Key(route: route, status: status), default: 0] += 1
      $0.buckets[bucket] += 1
      $0.microseconds += microseconds
    }
  }

  /// A refused act, by the problem's slug.
  public func problem(_ slug: String) {
    state.withLock { $0.rejections[slug, default: 0] += 1 }
  }

  /// Adds lines that are made anew each time somebody looks: connections, the log's head, subscribers.
  public func gauge(_ write: @escaping @Sendable (inout MetricsText) -> Void) {
    gauges.withLock { $0.append(write) }
  }

  /// All of it as OpenMetrics text, ending in `# EOF`.
  public func text() -> String {
    let state = state.withLock { $0 }
    var text = MetricsText()
    text.family("sfat_http_requests", type: "counter", help: "Requests answered, by route and status.")
    for (key, count) in state.requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }) {
      text.sample("sfat_http_requests_total", ["route": key.route, "code": String(key.status)], count)
    }
    text.family(
      "sfat_http_request_seconds", type: "histogram", unit: "seconds", help: "Time from the whole request to its answer.")
    var total: Int64 = 0
    for (bound, count) in zip(Self.bounds, state.buckets) {
      total += count
      text.sample("sfat_http_request_seconds_bucket", ["le": MetricsText.seconds(bound)], total)
    }
    total += state.buckets[Self.bounds.count]
    text.sample("sfat_http_request_seconds_bucket", ["le": "+Inf"], total)
    text.sample("sfat_http_request_seconds_sum", [:], written: MetricsText.seconds(state.microseconds))
    text.sample("sfat_http_request_seconds_count", [:], total)
    text.family("sfat_problems", type: "counter", help: "Refused requests and acts, by problem.")
    for (slug, count) in state.rejections.sorted(by: { $0.key < $1.key }) {
      text.sample("sfat_problems_total", ["problem": slug], count)
    }
    for write in gauges.withLock({ $0 }) { write(&text) }
    return text.finished
  }
}

/// Writes the OpenMetrics text format, version 1.0.0.
public struct MetricsText: Sendable {
  private var text = ""

  /// Begins a family: its type, unit and help come before its samples.
  public mutating func family(_ name: String, type: String, unit: String? = nil, help: String) {
    text += "# TYPE \(name) \(type)\n"
    if let unit { text += "# UNIT \(name) \(unit)\n" }
    text += "# HELP \(name) \(help)\n"
  }

  public mutating func sample(_ name: String, _ labels: KeyValuePairs<String, String> = [:], _ value: Int64) {
    sample(name, labels, written: String(value))
  }

  mutating func sample(_ name: String, _ labels: KeyValuePairs<String, String>, written value: String) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { "\($0.key)=\"\(Self.escape($0.value))\"" }.joined(separator: ",") + "}"
    }
    text += " \(value)\n"
  }

  /// A gauge without labels, in one line of code.
  public mutating func gauge(_ name: String, help: String, _ value: Int64) {
    family(name, type: "gauge", help: help)
    sample(name, [:], value)
  }

  var finished: String { text + "# EOF\n" }

  /// Microseconds as seconds, exactly: `0.0025`, `1.0`.
  static func seconds(_ microseconds: Int64) -> String {
    var fraction = String(microseconds % 1_000_000)
    fraction = String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
    while fraction.utf8.count > 1, fraction.last == "0" { fraction.removeLast() }
    return "\(microseconds / 1_000_000).\(fraction)"
  }

  private static func escape(_ value: String) -> String {
    var result = ""
    for character in value.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
